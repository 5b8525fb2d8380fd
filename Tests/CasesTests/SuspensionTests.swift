@testable import Cases
import Kernel
import Platform
import TestKit
import Testing

/// 特别程序: the clock stands, but no longer than was approved.
@Suite("Special procedures") struct SuspensionTests {
    @Test("an inspection moves the day by what it took")
    func moves() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        let cases = city.platform.cases
        let suspended = try await cases.suspend(record.id, kind: "inspection", reason: "到店核查", by: city.staff("scjg-officer"))
        #expect(suspended.standing == Standing(phase: .suspended, stage: "review"))
        // While it runs, it is taken to need all that was approved: two working days.
        #expect(suspended.dueOn == day("2026-10-14") && suspended.statutoryDueOn == day("2026-11-06"))
        city.clock.set(day("2026-10-09").at(hour: 10))
        let resumed = try await cases.resume(record.id, opinion: "核查合格", by: city.staff("scjg-officer"))
        #expect(resumed.standing == Standing(phase: .running, stage: "review"))
        #expect(resumed.dueOn == day("2026-10-13") && resumed.statutoryDueOn == day("2026-11-05"))
        #expect(try await city.file(record).suspensions == [
            CaseSuspension(kind: "inspection", startedOn: day("2026-10-08"), approvedDays: 2, endedOn: day("2026-10-09")),
        ])
    }

    @Test("what takes longer than approved doesn't move the day further")
    func capped() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        _ = try await city.platform.cases.suspend(record.id, kind: "inspection", reason: "到店核查", by: city.staff("scjg-officer"))
        city.clock.set(day("2026-10-26").at(hour: 10))
        let resumed = try await city.platform.cases.resume(record.id, opinion: "核查合格", by: city.staff("scjg-officer"))
        #expect(resumed.dueOn == day("2026-10-14"))
    }

    @Test("a procedure that the item doesn't have, and steps while the clock stands, are refused")
    func refused() async throws {
        let city = try await TestCity()
        let record = try await city.accepted()
        let cases = city.platform.cases, officer = try await city.staff("scjg-officer")
        #expect(await problem { try await cases.suspend(record.id, kind: "hearing", reason: "听证", by: officer) } == "case.special_unknown")
        #expect(await problem { try await cases.suspend(record.id, kind: "inspection", reason: " ", by: officer) } == "input.fields")
        #expect(await problem { try await cases.resume(record.id, opinion: "好", by: officer) } == "case.step_refused")
        _ = try await cases.suspend(record.id, kind: "inspection", reason: "到店核查", by: officer)
        #expect(await problem { try await cases.suspend(record.id, kind: "inspection", reason: "再来", by: officer) } == "case.step_refused")
        #expect(await problem { try await cases.pass(record.id, opinion: "好", by: officer) } == "case.step_refused")
        #expect(try await city.file(record).suspensions.count == 1)
    }

    @Test("two procedures after one another each have their notice")
    func twice() async throws {
        let city = try await TestCity()
        let record = try await city.accepted("property-transfer")
        let cases = city.platform.cases, officer = try await city.staff("bdc-officer")
        for kind in ["publicNotice", "inspection"] {
            _ = try await cases.suspend(record.id, kind: kind, reason: "依法办理", by: officer)
            _ = try await cases.resume(record.id, opinion: "已结束", by: officer)
        }
        try await city.platform.settle()
        let notices = try await city.file(record).documents.filter { $0.kind == .suspension }
        #expect(notices.count == 2 && Set(notices.map(\.number)).count == 2 && notices.allSatisfy(\.isReady))
    }
}
