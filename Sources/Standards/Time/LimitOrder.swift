import Kernel

/// Limits beside each other. Working days and days of the calendar can't be compared as numbers: fifteen working days that begin before the
/// Spring Festival end after twenty days of the calendar. They are compared by the days on which they end, for every day on which they
/// may begin in the years that the calendar lists.
extension WorkingCalendar {
    /// A day from which the one limit ends later than the other; `nil` when it never does.
    public func dayOfEnding(_ limit: Limit, after other: Limit) -> LocalDate? {
        if limit.unit == other.unit { return limit.count > other.count ? days.lowerBound : nil }
        return days.dates.first { last(of: limit, from: $0) > last(of: other, from: $0) }
    }

    /// How many working days the limit holds at least, whenever it begins.
    public func fewestWorkingDays(in limit: Limit) -> Int {
        switch limit.unit {
        case .workingDay: limit.count
        case .calendarDay: days.dates.map { workingDays(between: $0, and: last(of: limit, from: $0)) }.min() ?? 0
        }
    }

    /// The last day of a limit (民法典 art. 203: the next working day, when it is a day off).
    private func last(of limit: Limit, from start: LocalDate) -> LocalDate {
        nextWorkingDay(onOrAfter: add(limit.count, limit.unit, to: start))
    }

    /// All days of the years that are listed; without any, of two years of plain weeks.
    private var days: ClosedRange<LocalDate> {
        let first = LocalDate(year: years.first?.year ?? 2001, month: 1, day: 1)
        let last = LocalDate(year: years.last?.year ?? 2002, month: 12, day: 31)
        return (first ?? LocalDate(dayNumber: 0))...(last ?? LocalDate(dayNumber: 730))
    }
}

extension ClosedRange<LocalDate> {
    fileprivate var dates: some Sequence<LocalDate> { (lowerBound.dayNumber...upperBound.dayNumber).lazy.map(LocalDate.init(dayNumber:)) }
}
