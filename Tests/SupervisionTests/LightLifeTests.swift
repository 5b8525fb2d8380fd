import Cases
import Kernel
import Ledger
import Platform
import Signing
import Standards
import Storage
import TestKit
import Testing
@testable import Supervision

/// Real cases, through the commands that everybody uses. The food permit: promised in 3 working days, by law 20.
@Suite("The light of a case through its life") struct LightLifeTests {
    @Test("it is green, then warns, then shows the yellow and the red card, each on its day")
    func overdue() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        // Accepted on Thursday 2026-10-08; Saturday 10-10 is worked for the holiday.
        let days: [(String, Lamp, String)] = [
            ("2026-10-08", .green, "light.in_time"), ("2026-10-09", .green, "light.in_time"), ("2026-10-10", .warning, "light.days_left"),
            ("2026-10-12", .warning, "light.days_left"), ("2026-10-13", .yellow, "light.over_promise"),
            ("2026-10-19", .yellow, "light.over_promise"), ("2026-10-20", .red, "light.far_over_promise"),
            ("2026-11-20", .red, "light.far_over_promise"),
        ]
        for (date, lamp, reason) in days {
            try await watch.come(to: day(date))
            let light = try await watch.light(record.id)
            #expect(light.lamp == lamp && light.reason == reason, "\(date): \(light.lamp) \(light.reason)")
        }
    }

    @Test("each card is put on the ledger once, as an act that concerns the case")
    func cards() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        for date in ["2026-10-13", "2026-10-14", "2026-10-20", "2026-10-21"] { try await watch.come(to: day(date)) }
        let acts = try await watch.city.platform.ledger.acts(of: record.subject, limit: 100).elements.map(\.act)
        let cards = acts.filter { $0.kind == "light.changed" }
        #expect(cards.map { $0.facts["light"] } == ["yellow", "red"])
        #expect(cards.map { LocalDate($0.at) } == [day("2026-10-13"), day("2026-10-20")])
        #expect(cards.allSatisfy { $0.related == record.subject && $0.facts["number"] == record.number })
    }

    @Test("days on which nobody looked are made up for, and only the gravest card is given")
    func asleep() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.settle()
        try await watch.come(to: day("2026-10-30"))
        let light = try await watch.light(record.id)
        #expect(light.lamp == .red && light.since == day("2026-10-20") && light.card == .red)
        let acts = try await watch.city.platform.ledger.acts(of: record.subject, limit: 100).elements.map(\.act)
        #expect(acts.filter { $0.kind == "light.changed" }.map { $0.facts["light"] } == ["red"])
    }

    @Test("a special procedure makes it blue for its approved days, and they are not counted")
    func suspended() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.come(to: day("2026-10-09"))
        let officer = try await watch.city.staff("scjg-officer")
        _ = try await watch.city.platform.cases.suspend(record.id, kind: "inspection", reason: "现场核查", by: officer)
        try await watch.settle()
        #expect(try await watch.light(record.id).lamp == .blue)
        // Two working days are approved: 10-10 and 10-12. On 10-13 the clock runs again.
        try await watch.come(to: day("2026-10-12"))
        #expect(try await watch.light(record.id).lamp == .blue)
        try await watch.come(to: day("2026-10-13"))
        let light = try await watch.light(record.id)
        #expect(light.lamp == .warning && light.suspensions.map(\.approvedDays) == [2])
        #expect(watch.supervision.judge.clock(of: light)?.used(on: day("2026-10-13")) == 2)
    }

    @Test("ending the procedure early starts the clock again")
    func resumed() async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.come(to: day("2026-10-09"))
        let officer = try await watch.city.staff("scjg-officer")
        _ = try await watch.city.platform.cases.suspend(record.id, kind: "inspection", reason: "现场核查", by: officer)
        try await watch.come(to: day("2026-10-10"))
        _ = try await watch.city.platform.cases.resume(record.id, opinion: "核查完毕", by: officer)
        try await watch.settle()
        let light = try await watch.light(record.id)
        #expect(light.lamp == .green && light.suspensions.first?.end == day("2026-10-10"))
    }

    @Test("before acceptance the time for acceptance is its clock")
    func waiting() async throws {
        let watch = try await Watch()
        let record = try await watch.city.submitted()
        try await watch.settle()
        let due = try await watch.light(record.id).dueOn
        #expect(try await watch.light(record.id).lamp == .green)
        try await watch.come(to: due)
        #expect(try await watch.light(record.id).reason == "supervision.reason.answer_near")
        try await watch.come(to: watch.calendar.nextWorkingDay(onOrAfter: due.adding(days: 1)))
        let light = try await watch.light(record.id)
        #expect(light.lamp == .yellow && light.reason == "supervision.reason.answer_over" && light.card == .yellow)
    }

    @Test("while the applicant corrects his application, the light is blue")
    func correcting() async throws {
        let watch = try await Watch()
        let record = try await watch.city.submitted()
        let clerk = try await watch.city.staff("window01")
        _ = try await watch.city.platform.cases.requestCorrection(record.id, [.init(key: "", reason: "请写明经营场所面积")], by: clerk)
        try await watch.settle()
        #expect(try await watch.light(record.id).lamp == .blue)
    }

    @Test("closed in time or late, it leaves the open ones and is counted on its day",
          arguments: [("2026-10-12", Lamp.done, 1), ("2026-10-13", .late, 0)])
    func closed(on date: String, as lamp: Lamp, onTime: Int) async throws {
        let watch = try await Watch()
        let record = try await watch.city.accepted()
        try await watch.come(to: day(date))
        let cases = watch.city.platform.cases
        _ = try await cases.pass(record.id, opinion: "符合要求", by: watch.city.staff("scjg-officer"))
        _ = try await cases.grant(record.id, opinion: "同意", by: watch.city.staff("scjg-chief"))
        try await watch.settle()
        let light = try await watch.light(record.id)
        #expect(light.lamp == lamp && !light.isOpen && light.nextChangeOn == nil)
        let counted = try await watch.read("SELECT closed, on_time FROM light_closed WHERE day = \(day(date))")
        #expect(try counted.map { [try $0.get("closed", as: Int.self), try $0.get("on_time", as: Int.self)] } == [[1, onTime]])
        #expect(try await watch.read("SELECT n FROM light_count WHERE n <> 0").isEmpty)
    }
}
