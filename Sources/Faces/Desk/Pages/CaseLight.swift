import Cases
import Kernel
import Standards
import Web

/// How a case's time stands, told from its dates alone, so that a list of many cases needs nothing more.
struct CaseLight: Equatable {
    /// The lamp's class in the stylesheet: that of the light, or `off`.
    let lamp: String
    /// 剩 2 个工作日, as a message's key and the number of days in it.
    let key: String
    let days: Int

    init(_ record: Case, _ rule: LightRule, _ calendar: WorkingCalendar, today: LocalDate) {
        switch record.standing.phase {
        case .closed: (lamp, key, days) = ("off", "desk.light.closed", 0)
        case .correcting: (lamp, key, days) = (Light.blue.rawValue, "desk.light.correcting", 0)
        case .received, .running, .suspended:
            let start = record.acceptedOn ?? record.receivedOn
            let promise = calendar.workingDays(between: start, and: record.dueOn)
            let remaining = calendar.signedDays(from: today, to: record.dueOn)
            let beyond = record.statutoryDueOn.map { calendar.workingDays(between: record.dueOn, and: $0) } ?? 0
            let isSuspended = record.standing.phase == .suspended
            let reading = rule.colour(used: promise - remaining, promise: promise, statutory: promise + max(0, beyond),
                                      remaining: remaining, suspended: isSuspended)
            lamp = reading.light.rawValue
            days = abs(remaining)
            key = isSuspended ? "desk.light.suspended"
                : remaining < 0 ? "desk.light.over" : remaining == 0 ? "desk.light.today" : "desk.light.left"
        }
    }

    func text(_ context: TongbanContext) -> String { context.text(key, ["days": "\(days)"]) }
}

extension WorkingCalendar {
    /// Working days after `from` up to `to`; negative when `to` has passed.
    fileprivate func signedDays(from: LocalDate, to: LocalDate) -> Int {
        from <= to ? workingDays(between: from, and: to) : -workingDays(between: to, and: from)
    }
}
