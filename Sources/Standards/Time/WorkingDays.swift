import Kernel

/// Counting days. The day on which a time begins is never counted (民法典 art. 201).
extension WorkingCalendar {
    /// The day on which that many working days after `start` are over; with none, `start` itself or the next working day.
    /// A count above `Limit.longest` is taken as that.
    public func addWorkingDays(from start: LocalDate, count: Int) -> LocalDate {
        var date = nextWorkingDay(onOrAfter: count > 0 ? start.adding(days: 1) : start)
        let further = max(1, min(count, Limit.longest)) - 1
        for _ in 0..<further { date = nextWorkingDay(onOrAfter: date.adding(days: 1)) }
        return date
    }

    /// Working days after `start`, up to and with `end`; none when `end` isn't later.
    public func workingDays(between start: LocalDate, and end: LocalDate) -> Int {
        guard start < end else { return 0 }
        return (start.dayNumber + 1...end.dayNumber).count { isWorkingDay(LocalDate(dayNumber: $0)) }
    }

    public func nextWorkingDay(onOrAfter date: LocalDate) -> LocalDate {
        var date = date
        while !isWorkingDay(date) { date = date.adding(days: 1) }
        return date
    }

    /// The day an application counts as received: what comes after hours or on a day off counts on the next working day.
    public func receivedDate(for instant: Timestamp) -> LocalDate {
        let date = LocalDate(instant)
        return nextWorkingDay(onOrAfter: instant.secondOfDay < hours.closing ? date : date.adding(days: 1))
    }

    /// Days of that unit after `start`, up to and with `end`.
    public func days(_ unit: Limit.Unit, between start: LocalDate, and end: LocalDate) -> Int {
        switch unit {
        case .workingDay: workingDays(between: start, and: end)
        case .calendarDay: max(0, end.dayNumber - start.dayNumber)
        }
    }

    /// The day on which that many days of that unit after `start` are over.
    public func add(_ count: Int, _ unit: Limit.Unit, to start: LocalDate) -> LocalDate {
        switch unit {
        case .workingDay: addWorkingDays(from: start, count: count)
        case .calendarDay: start.adding(days: max(0, min(count, Limit.longest)))
        }
    }
}

/// 时限: so many working days, or so many days of the calendar.
public struct Limit: Hashable, Sendable, Codable {
    public enum Unit: String, Sendable, Codable, CaseIterable {
        case workingDay = "working_day", calendarDay = "calendar_day"
    }

    /// Ten years: longer is a slip of the pen.
    public static let longest = 3650

    public let count: Int
    public let unit: Unit

    /// Throws `limit.count` unless it is from 0 (on the spot) to `longest`.
    public init(_ count: Int, _ unit: Unit = .workingDay) throws(StandardError) {
        guard (0...Self.longest).contains(count) else { throw StandardError("limit.count", ["longest": "\(Self.longest)"]) }
        (self.count, self.unit) = (count, unit)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(container.decode(Int.self, forKey: .count), container.decode(Unit.self, forKey: .unit))
    }

    private enum CodingKeys: String, CodingKey { case count, unit }
}

extension Timestamp {
    /// Whole seconds since midnight on the wall.
    var secondOfDay: Int { Int((self - LocalDate(self).at()).components.seconds) }
}
