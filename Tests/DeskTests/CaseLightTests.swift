@testable import Cases
@testable import Desk
import Kernel
import Standards
import Testing

/// The words that a desk puts beside a case's light.
@Suite("Lights of a list") struct CaseLightTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let phase: Standing.Phase
        let accepted: String?, due: String, promised: Int, statutory: Int
        let today: String
        let lamp: String, key: String, days: Int
        var suspended: String? = nil, closed: String? = nil
    }

    /// In a calendar without holidays; 2026-09-07 is a Monday.
    static let examples = [
        Example(testDescription: "fresh", phase: .running, accepted: "2026-09-07", due: "2026-09-21", promised: 10, statutory: 20,
                today: "2026-09-08", lamp: "green", key: "desk.light.left", days: 9),
        Example(testDescription: "the last day", phase: .running, accepted: "2026-09-07", due: "2026-09-10", promised: 3, statutory: 20,
                today: "2026-09-10", lamp: "warning", key: "desk.light.today", days: 0),
        Example(testDescription: "over the promise", phase: .running, accepted: "2026-09-07", due: "2026-09-10", promised: 3, statutory: 20,
                today: "2026-09-14", lamp: "yellow", key: "desk.light.over", days: 2),
        Example(testDescription: "over the law", phase: .running, accepted: "2026-09-07", due: "2026-09-10", promised: 3, statutory: 4,
                today: "2026-09-14", lamp: "red", key: "desk.light.over", days: 2),
        Example(testDescription: "the clock stands", phase: .suspended, accepted: "2026-09-07", due: "2026-09-17", promised: 3,
                statutory: 20, today: "2026-09-14", lamp: "blue", key: "desk.light.suspended", days: 2, suspended: "2026-09-08"),
        Example(testDescription: "the procedure's days are over", phase: .suspended, accepted: "2026-09-07", due: "2026-09-17", promised: 3,
                statutory: 20, today: "2026-09-18", lamp: "yellow", key: "desk.light.over", days: 1, suspended: "2026-09-08"),
        Example(testDescription: "not accepted yet", phase: .received, accepted: nil, due: "2026-09-14", promised: 3, statutory: 20,
                today: "2026-09-08", lamp: "green", key: "desk.light.left", days: 4),
        Example(testDescription: "not answered in time", phase: .received, accepted: nil, due: "2026-09-14", promised: 3, statutory: 20,
                today: "2026-09-30", lamp: "yellow", key: "desk.light.over", days: 12),
        Example(testDescription: "with the applicant", phase: .correcting, accepted: nil, due: "2026-09-14", promised: 3, statutory: 20,
                today: "2026-09-08", lamp: "blue", key: "desk.light.correcting", days: 0),
        Example(testDescription: "not corrected in time", phase: .correcting, accepted: nil, due: "2026-09-14", promised: 3, statutory: 20,
                today: "2026-09-15", lamp: "yellow", key: "desk.light.correctionOver", days: 0),
        Example(testDescription: "closed", phase: .closed, accepted: "2026-09-07", due: "2026-09-10", promised: 3, statutory: 20,
                today: "2026-12-01", lamp: "off", key: "desk.light.closed", days: 0, closed: "2026-09-10"),
        Example(testDescription: "closed too late", phase: .closed, accepted: "2026-09-07", due: "2026-09-10", promised: 3, statutory: 20,
                today: "2026-12-01", lamp: "red", key: "desk.light.late", days: 0, closed: "2026-09-11"),
    ]

    @Test("where a case's time stands gives its light and its words", arguments: examples)
    func light(_ example: Example) throws {
        let calendar = try WorkingCalendar(hours: WorkingHours(["09:00-17:00"]), years: [])
        let light = CaseLight(try time(of: example, calendar), LightRule(), calendar, today: try day(example.today))
        #expect(light.lamp == example.lamp)
        #expect(light.key == example.key)
        #expect(light.days == example.days)
    }

    private func time(of example: Example, _ calendar: WorkingCalendar) throws -> CaseTime {
        let limits = (try Limit(example.promised), try Limit(example.statutory))
        return try CaseTime(
            dueOn: day(example.due), isCorrecting: example.phase == .correcting,
            accepted: example.accepted.map { (on: try day($0), promised: limits.0, statutory: limits.1) },
            suspensions: example.suspended.map { [Suspension(start: try day($0), end: nil, approvedDays: 5)] } ?? [],
            closed: example.closed.map { (on: try day($0), isDecided: true) }, calendar: calendar)
    }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
}
