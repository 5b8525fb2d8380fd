import Kernel

/// 办件的时间: where a case's time stands, and with it all that its light depends on. Case handling makes it of a case's rows,
/// supervision of its acts, and both ask the same rule: no two pages show two lights.
public enum CaseTime: Sendable {
    /// The body has to answer by this day (行政许可法 art. 32).
    case unanswered(by: LocalDate)
    /// The applicant corrects his application until this day. The body's own time stands meanwhile.
    case correcting(by: LocalDate)
    /// Accepted: the promised and the statutory limit run.
    case running(CaseClock)
    /// Over; too late when the body decided it after the promised day.
    case closed(isLate: Bool)

    /// - Parameters:
    ///   - accepted: The day of acceptance and the limits that run from it; `nil` before.
    ///   - closed: The day on which it ended, and whether the body decided it rather than the applicant ending it himself.
    public init(
        dueOn: LocalDate, isCorrecting: Bool, accepted: (on: LocalDate, promised: Limit, statutory: Limit)?,
        suspensions: [Suspension<LocalDate>], closed: (on: LocalDate, isDecided: Bool)?, calendar: WorkingCalendar
    ) {
        if let closed {
            self = .closed(isLate: closed.isDecided && closed.on > dueOn)
        } else if let accepted {
            self = .running(CaseClock(accepted: accepted.on, promise: accepted.promised, statutory: accepted.statutory,
                                      suspensions: suspensions, calendar: calendar))
        } else {
            self = isCorrecting ? .correcting(by: dueOn) : .unanswered(by: dueOn)
        }
    }

    /// How an accepted case stands against its limits.
    public var clock: CaseClock? { if case .running(let clock) = self { clock } else { nil } }

    /// Working days that are left on that day, below zero when it is over; `nil` while no time of the body's runs.
    public func daysLeft(on day: LocalDate, _ calendar: WorkingCalendar) -> Int? {
        switch self {
        case .unanswered(let last):
            last < day ? -calendar.workingDays(between: last, and: day) : calendar.workingDays(between: day, and: last)
        case .running(let clock): clock.promise - clock.used(on: day)
        case .correcting, .closed: nil
        }
    }
}

extension LightRule {
    /// The light of a case at the end of that day, and the key of the sentence that says why. Without an act it changes on working days
    /// alone: on a day off it is that of the day before.
    public func reading(of time: CaseTime, on day: LocalDate, _ calendar: WorkingCalendar) -> (lamp: Lamp, reason: String) {
        switch time {
        case .closed(let isLate): return isLate ? (.late, "supervision.reason.late") : (.done, "supervision.reason.done")
        case .running(let clock):
            let reading = reading(of: clock, on: day)
            return (Lamp(reading.light), reading.reason)
        case .correcting(let last):
            let isOver = calendar.workingDays(between: last, and: day) > 0
            return isOver ? (.yellow, "supervision.reason.correction_over") : (.blue, "supervision.reason.correcting")
        case .unanswered(let last):
            if calendar.workingDays(between: last, and: day) > 0 { return (.yellow, "supervision.reason.answer_over") }
            let isNear = calendar.workingDays(between: day, and: last) <= warnAtDaysLeft
            return isNear ? (.warning, "supervision.reason.answer_near") : (.green, "supervision.reason.answer_in_time")
        }
    }

    /// The light that comes next if nothing is done, and its first day; `nil` when no other comes.
    public func nextChange(of time: CaseTime, after day: LocalDate, _ calendar: WorkingCalendar) -> (date: LocalDate, lamp: Lamp)? {
        switch time {
        case .closed: return nil
        case .running(let clock): return nextChange(of: clock, after: day).map { ($0.date, Lamp($0.reading.light)) }
        case .unanswered, .correcting:
            var date = day
            let now = reading(of: time, on: day, calendar).lamp
            while now != .yellow {
                date = calendar.nextWorkingDay(onOrAfter: date.adding(days: 1))
                let then = reading(of: time, on: date, calendar).lamp
                if then != now { return (date, then) }
            }
            return nil
        }
    }
}
