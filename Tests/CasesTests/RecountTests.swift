@testable import Cases
import Foundation
import Kernel
import Ledger
import Logging
import Platform
import Standards
import Storage
@testable import Supervision
import TestKit
import Testing
import Web

/// A holiday is published while cases are open: their days follow, by an act, and every page says one day.
@Suite("A calendar that changes") struct RecountTests {
    @Test("each open case whose day moves says so by one act, and its lists, timers and lights follow")
    func moved() async throws {
        let city = try await TestCity(), cases = city.platform.cases
        let received = try await city.submitted(), accepted = try await city.accepted(by: "wanghai")
        let corrected = try await correcting("liujia", in: city)
        try await cases.followCalendar()
        try await city.platform.settle()
        #expect(try await acts(city).isEmpty, "nothing has changed yet")
        #expect(accepted.dueOn == day("2026-10-12") && received.dueOn == day("2026-10-14"))

        let node = try await city.nodeWithNewHoliday()
        try await node.cases.followCalendar()
        try await node.supervision.start()
        try await node.settle()
        #expect(try await cases.find(accepted.id, in: .platform).dueOn == day("2026-10-14"))
        #expect(try await cases.find(received.id, in: .platform).dueOn == day("2026-10-16"))
        #expect(try await cases.find(corrected.id, in: .platform).dueOn > corrected.dueOn)
        #expect(try await city.file(corrected).correction?.dueOn == cases.find(corrected.id, in: .platform).dueOn)
        let told = try await acts(city)
        #expect(Set(told.map(\.subject.id)) == Set([received, accepted, corrected].map(\.id.text)) && told.count == 3)
        let act = try #require(told.first { $0.subject.id == accepted.id.text })
        #expect(act.facts["wasDueOn"] == "2026-10-12" && act.facts["dueOn"] == "2026-10-14")
        // What waits is listed by the new day, what would have been deemed accepted on the old one isn't.
        let clerk = try await city.staff("window01")
        let list = try await cases.workList(["window"], in: clerk.scope).elements
        #expect(list.first { $0.id == received.id }?.record.dueOn == day("2026-10-16"))
        let key = "case.deem_accepted/\(received.id)"
        let due = try await city.platform.database.read { tx in
            try tx.row("SELECT due_at FROM job WHERE unique_key = \(key)")?.get("due_at", as: Timestamp.self)
        }
        #expect(due == day("2026-10-17").at())
        for record in [received, accepted, corrected] {
            let light = try #require(try await node.supervision.light(ofCase: record.id))
            let now = try await cases.find(record.id, in: .platform)
            #expect(light.dueOn == now.dueOn && light.statutoryDueOn == now.statutoryDueOn)
        }
        try await node.close()
    }

    @Test("the pages of officers, citizens and supervisors say one day")
    func oneDay() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        let node = try await city.nodeWithNewHoliday()
        // Before the case was counted anew, a page of the node with the new calendar gives no reckoning that ends on another day.
        let officer = node.web.browser(), supervisor = node.web.browser(), citizen = node.web.browser()
        officer.signIn(try await city.token("scjg-officer"))
        supervisor.signIn(try await city.token("supervisor"))
        citizen.signIn(try await city.token("lixiaomei"))
        try await node.settle()
        let before = try await officer.get("/office/cases/\(record.id)").text
        #expect(before.contains("10月12日") && !before.contains("10月14日"))
        try await node.cases.followCalendar()
        try await node.supervision.start()
        try await node.settle()
        for (browser, place) in [(officer, "office"), (supervisor, "supervision"), (citizen, "me")] {
            let path = "/\(place)/cases/\(record.id)"
            let text = try await browser.get(path).text
            #expect(text.contains("10月14日"), "\(path)")
            // The old day stands only where it is said that it was changed, and as the first day of the new holiday.
            let rest = text.replacing(/10月12日(（星期一）)?( → |改为|至)/, with: "")
            #expect(!rest.contains("10月12日"), "\(path)")
        }
        try await node.close()
    }

    @Test("counted again, nothing happens; broken off, it goes on where it was")
    func again() async throws {
        let city = try await TestCity()
        let records = [try await city.submitted(), try await city.accepted(by: "wanghai")]
        let node = try await city.nodeWithNewHoliday()
        try await node.cases.followCalendar()
        // As after a crash: the first case is counted, the place is noted, and the job comes again.
        let first = try #require(records.map(\.id).min())
        try await node.cases.recount(first)
        try await node.database.write { tx in try tx.execute("UPDATE calendar_count SET place = \(first.text) WHERE subject = 'cases'") }
        try await node.settle()
        #expect(try await acts(city).count == 2)
        for _ in 0..<2 {
            try await node.cases.followCalendar()
            try await node.settle()
        }
        for record in records { #expect(try await node.cases.recount(record.id) == false) }
        #expect(try await acts(city).count == 2)
        try await node.close()
    }

    @Test("a node with another calendar leaves the counting to one that has it")
    func others() async throws {
        let city = try await TestCity()
        _ = try await city.accepted()
        let node = try await city.nodeWithNewHoliday()
        try await node.cases.followCalendar()
        try await city.platform.settle()
        #expect(try await acts(city).isEmpty)
        city.clock.advance(.hours(2))
        try await node.settle()
        #expect(try await acts(city).count == 1)
        try await node.close()
    }

    private func correcting(_ login: String, in city: TestCity) async throws -> Case {
        let record = try await city.submitted(by: login, key: "corrected")
        return try await city.platform.cases.requestCorrection(
            record.id, [.init(key: "floor-plan", reason: "看不清")], by: city.staff("window01"))
    }

    private func acts(_ city: TestCity) async throws -> [Act] {
        let subjects = try await city.platform.database.read { tx in
            try tx.rows("SELECT id FROM cases ORDER BY id").map { try $0.get("id", as: ID<Case>.self) }
        }
        var acts: [Act] = []
        for id in subjects { acts += try await city.platform.ledger.acts(of: Case.subject(id), limit: 100).elements.map(\.act) }
        return acts.filter { $0.kind == "case.due_recounted" }
    }
}

extension TestCity {
    /// Another node over the same data, whose calendar has two more days off: Monday 12 and Tuesday 13 October 2026.
    fileprivate func nodeWithNewHoliday() async throws -> Platform {
        let root = "\(path)-resources"
        for folder in ["Sources", "Data"] {
            let copy = URL(filePath: "\(root)/\(folder)")
            try FileManager.default.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: URL(filePath: "\(Self.root)/\(folder)"), to: copy)
        }
        defer { try? FileManager.default.removeItem(atPath: root) }
        let file = "\(root)/Data/kaifeng/holidays.json", text = try String(contentsOfFile: file, encoding: .utf8)
        let days = #"{"name": "城市纪念日", "name_en": "City day", "from": "2026-10-12", "through": "2026-10-13"}, "#
        let changed = text.replacing(/("year": 2026,[^\[]*"holidays": \[)/, with: { "\($0.output.1)\(days)" })
        #expect(changed != text)
        try Data(changed.utf8).write(to: URL(filePath: file))
        return try await Platform(
            opening: DataDirectory(opening: path), resources: ResourceRoot(root), clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
