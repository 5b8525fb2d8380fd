import Kernel

/// How a case stands against its limits, in whole working days as the law counts them: the day of acceptance isn't
/// counted, nor are days within special procedures up to their approved number. It agrees with `Deadline`: more than
/// the promise is used exactly when the promised day has passed.
public struct CaseClock: Sendable {
    public let accepted: LocalDate
    /// The limits in working days, extensions included.
    public let promise: Int
    public let statutory: Int
    let calendar: WorkingCalendar
    private let suspensions: [(start: LocalDate, end: LocalDate?, cap: LocalDate)]

    /// Limits in days of the calendar are turned into the working days they hold. `extensionDays` (art. 42) lengthen both limits.
    public init(
        accepted: LocalDate, promise: Limit, statutory: Limit, suspensions: [Suspension<LocalDate>] = [], extensionDays: Int = 0,
        calendar: WorkingCalendar
    ) {
        let extra = max(0, min(extensionDays, Limit.longest))
        self.accepted = accepted
        self.promise = calendar.workingDays(in: promise, from: accepted) + extra
        self.statutory = calendar.workingDays(in: statutory, from: accepted) + extra
        self.calendar = calendar
        self.suspensions = suspensions.map { ($0.start, $0.end, calendar.lastDay(of: $0)) }
    }

    /// Working days used by the end of that day.
    public func used(on today: LocalDate) -> Int {
        guard accepted < today else { return 0 }
        return (accepted.dayNumber + 1...today.dayNumber).count { isCounted(LocalDate(dayNumber: $0)) }
    }

    /// Whether a special procedure keeps the clock standing on that day. On the day it ends the clock is running again,
    /// though that day still isn't counted. When its approved days are over, the clock goes on with the next working day.
    public func isSuspended(on today: LocalDate) -> Bool {
        suspensions.contains { suspension in
            suspension.start <= today && today < suspension.end ?? .distantFuture
                && (today <= suspension.cap || calendar.workingDays(between: suspension.cap, and: today) == 0)
        }
    }

    func isCounted(_ date: LocalDate) -> Bool {
        calendar.isWorkingDay(date) && !suspensions.contains { $0.start < date && date <= min($0.cap, $0.end ?? $0.cap) }
    }
}

extension WorkingCalendar {
    fileprivate func workingDays(in limit: Limit, from start: LocalDate) -> Int {
        switch limit.unit {
        case .workingDay: limit.count
        case .calendarDay: workingDays(between: start, and: nextWorkingDay(onOrAfter: start.adding(days: limit.count)))
        }
    }
}

extension LocalDate {
    fileprivate static let distantFuture = LocalDate(dayNumber: 2_932_896)
}
