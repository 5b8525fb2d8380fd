@testable import Cases
import Catalogue
import Foundation
import Kernel
import Licences
import Organisations
import Platform
import TestKit
import Testing
import Workflow

/// 食品经营许可 with material review and site inspection side by side (docs/extend/procedures.md), published as an item and handled by the
/// real commands.
@Suite("A procedure with branches") struct WorkedExampleTests {
    /// The example's file with the city's roles.
    static func text() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let file = try String(contentsOf: root.appending(path: "Tests/WorkflowTests/Fixtures/food-operation.bpmn"), encoding: .utf8)
        return file.replacing("\"clerk\"", with: "\"window\"").replacing("\"inspector\"", with: "\"officer\"")
    }

    /// The food permit with this procedure, and promises long enough for it.
    private func city() async throws -> TestCity {
        let city = try await TestCity()
        let item = try JSON(parsing: city.platform.folder.file("items/food-operation-permit.json") ?? [])
        let promised = JSON.object(["count": .number(10), "unit": "working_day"])
        let changed = (item.object ?? [:]).merging(["procedure": .string(try Self.text()), "promised": promised]) { $1 }
        let folder = city.platform.folder
        let report = try await city.platform.importItems([Array(JSON.object(changed).encoded.utf8)], by: .system("test")) {
            folder.file("items/\($0)")
        }
        #expect(report.changed == 1 && report.refused == [], "\(report)")
        return city
    }

    private func works(_ city: TestCity, _ record: Case) async throws -> [String: Int] {
        let file = try await city.file(record), procedure = try Procedure(await city.platform.cases.item(of: record))
        return Dictionary(uniqueKeysWithValues: procedure.tasks(file.course).map { ($0.element, $0.work) })
    }

    @Test("both branches stand on the list, and the case goes on when both are heard")
    func branches() async throws {
        let city = try await city(), cases = city.platform.cases, officer = try await city.staff("scjg-officer")
        let record = try await city.accepted()
        #expect(record.standing == Standing(phase: .running, stage: "review"))
        let listed = try await cases.workList(["officer"], in: officer.scope).elements
        #expect(listed.map(\.element) == ["review", "inspection"] && Set(listed.map(\.id)) == [record.id])

        let works = try await works(city, record)
        let reviewed = try await cases.pass(record.id, opinion: "材料齐全", work: works["review"], by: officer)
        #expect(reviewed.standing == Standing(phase: .running, stage: "review"))
        #expect(try await cases.workCount(["chief"], in: city.staff("scjg-chief").scope) == 0)
        let inspected = try await cases.pass(record.id, opinion: "现场合格", by: officer)
        #expect(inspected.standing == Standing(phase: .running, stage: "decide"))
        let granted = try await cases.grant(record.id, opinion: "同意", by: city.staff("scjg-chief"))
        #expect(granted.result == .granted)
        try await city.platform.settle()
        #expect(try await city.platform.licences.find(ofCase: record.id.text) != nil)
    }

    @Test("the inspection is a special procedure: its days aren't counted, and it is told")
    func special() async throws {
        let city = try await city(), cases = city.platform.cases, officer = try await city.staff("scjg-officer")
        let record = try await city.accepted()
        // Ten days promised and ten approved, from Thursday the 8th.
        #expect(record.dueOn == day("2026-11-04"))
        city.clock.set(day("2026-10-12").at(hour: 10))
        let inspected = try await cases.pass(
            record.id, opinion: "现场合格", work: works(city, record)["inspection"], by: officer)
        let acts = try await city.acts(on: record)
        #expect(acts.contains("case.special_begun") && acts.contains("case.special_ended"))
        // Of the ten days of inspection three were used.
        #expect(inspected.dueOn == day("2026-10-26"))
        let file = try await city.file(record)
        #expect(file.suspensions.map(\.step) == ["inspection"] && file.suspensions.first?.endedOn == day("2026-10-12"))
        #expect(file.documents.map(\.kind).filter { $0 == .suspension }.count == 1)
    }

    @Test("after eight days without inspection somebody is reminded, and the inspection goes on")
    func reminder() async throws {
        let city = try await city(), record = try await city.accepted()
        try await city.wait(until: day("2026-10-20").at(hour: 9))
        #expect(try await city.acts(on: record).suffix(2) == ["case.timed_out", "case.reminded"])
        #expect(try await works(city, record)["inspection"] != nil)
    }

    @Test("an opinion against is heard, and the chief may still return to the review")
    func sendBack() async throws {
        let city = try await city(), cases = city.platform.cases
        let officer = try await city.staff("scjg-officer"), chief = try await city.staff("scjg-chief")
        let record = try await city.accepted(), works = try await works(city, record)
        _ = try await cases.complete(record.id, outcome: "reject", opinion: "布局图不清", work: works["review"], by: officer)
        _ = try await cases.pass(record.id, opinion: "现场合格", by: officer)
        #expect(await problem { try await cases.sendBack(record.id, to: "accept", reason: "重来", by: chief) } == "case.step_refused")
        let returned = try await cases.sendBack(record.id, to: "review", reason: "请再看布局图", by: chief)
        #expect(returned.standing.stage == "review")
        #expect(try await self.works(city, record).keys.sorted() == ["review"])
        _ = try await cases.pass(record.id, opinion: "布局图清楚", by: officer)
        #expect(try await cases.refuse(record.id, reason: "不符合条件", by: chief).result == .refused)
    }

    @Test("a correction comes and the time for it stops; one that doesn't come ends the case", arguments: [true, false])
    func correction(comes: Bool) async throws {
        let city = try await city(), cases = city.platform.cases, clerk = try await city.staff("window01")
        let record = try await city.submitted()
        let points = [Correction.Point(key: "floor-plan", reason: "看不清")]
        let asked = try await cases.requestCorrection(record.id, points, by: clerk)
        // Twenty working days, as the procedure's own timer says.
        #expect(asked.standing.phase == .correcting && asked.dueOn == day("2026-11-04"))
        if comes {
            let materials = try await [city.material("floor-plan")]
            let supplied = try await cases.supplyCorrection(record.id, materials: materials, by: city.person("lixiaomei"))
            #expect(supplied.standing == Standing(phase: .received, stage: "accept"))
        }
        try await city.wait(until: day("2026-12-31").at())
        let last = try await city.file(record).record
        #expect(last.result == (comes ? nil : .noSupplement))
        // What nobody dealt with was accepted of itself.
        #expect(last.standing.phase == (comes ? .running : .closed))
    }
}
