@testable import Cases
@testable import Desk
import Kernel
import Standards
import Testing

/// The light of a case, told from its dates: a list of many cases reads nothing else.
@Suite("Lights of a list") struct CaseLightTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let phase: Standing.Phase
        let accepted: String?, due: String, statutory: String?
        let today: String
        let lamp: String, key: String, days: Int
    }

    /// In a calendar without holidays; 2026-09-07 is a Monday.
    static let examples = [
        Example(testDescription: "fresh", phase: .running, accepted: "2026-09-07", due: "2026-09-21", statutory: "2026-10-05",
                today: "2026-09-08", lamp: "green", key: "desk.light.left", days: 9),
        Example(testDescription: "the last day", phase: .running, accepted: "2026-09-07", due: "2026-09-10", statutory: "2026-10-05",
                today: "2026-09-10", lamp: "warning", key: "desk.light.today", days: 0),
        Example(testDescription: "over the promise", phase: .running, accepted: "2026-09-07", due: "2026-09-10", statutory: "2026-10-05",
                today: "2026-09-14", lamp: "yellow", key: "desk.light.over", days: 2),
        Example(testDescription: "over the law", phase: .running, accepted: "2026-09-07", due: "2026-09-10", statutory: "2026-09-11",
                today: "2026-09-14", lamp: "red", key: "desk.light.over", days: 2),
        Example(testDescription: "the clock stands", phase: .suspended, accepted: "2026-09-07", due: "2026-09-10", statutory: "2026-10-05",
                today: "2026-09-14", lamp: "blue", key: "desk.light.suspended", days: 2),
        Example(testDescription: "not accepted yet", phase: .received, accepted: nil, due: "2026-09-14", statutory: nil,
                today: "2026-09-08", lamp: "green", key: "desk.light.left", days: 4),
        Example(testDescription: "with the applicant", phase: .correcting, accepted: nil, due: "2026-09-14", statutory: nil,
                today: "2026-09-08", lamp: "blue", key: "desk.light.correcting", days: 0),
        Example(testDescription: "closed", phase: .closed, accepted: "2026-09-07", due: "2026-09-10", statutory: "2026-10-05",
                today: "2026-12-01", lamp: "off", key: "desk.light.closed", days: 0),
    ]

    @Test("a case's dates give its light and its words", arguments: examples)
    func light(_ example: Example) throws {
        let calendar = try WorkingCalendar(hours: WorkingHours(["09:00-17:00"]), years: [])
        let today = try #require(LocalDate(example.today))
        let light = CaseLight(try record(example), LightRule(), calendar, today: today)
        #expect(light.lamp == example.lamp)
        #expect(light.key == example.key)
        #expect(light.days == example.days)
    }

    private func record(_ example: Example) throws -> Case {
        let received = try #require(LocalDate("2026-09-07"))
        return Case(
            id: ID(trusted: "01J00000000000000000000000"), number: "", query: "", password: "", itemCode: "", itemVersion: 1, itemName: "",
            body: "", region: "", source: .online, account: nil, holderMasked: "",
            standing: Standing(phase: example.phase, stage: "review"),
            submittedAt: received.at(hour: 9), receivedOn: received, acceptedOn: example.accepted.flatMap { LocalDate($0) },
            dueOn: try #require(LocalDate(example.due)), statutoryDueOn: example.statutory.flatMap { LocalDate($0) }, closedAt: nil,
            result: nil, acceptedBy: nil, revision: 0)
    }
}
