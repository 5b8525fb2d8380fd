/// A date of the civil calendar in Asia/Shanghai (北京时间), without a time. Written `YYYY-MM-DD`.
public struct LocalDate: Hashable, Comparable, Sendable {
    public let year: Int, month: Int, day: Int

    /// The date, or `nil` when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Parses `YYYY-MM-DD`; anything else is `nil`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
              text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }),
              let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The date shown by a clock on the wall in Kaifeng at that instant.
    public init(_ instant: Timestamp) {
        let local = instant.milliseconds + Self.offset
        self.init(dayNumber: Int((Double(local) / 86_400_000).rounded(.down)))
    }

    /// Days since 1970-01-01, by the usual count of the proleptic Gregorian calendar.
    public init(dayNumber: Int) {
        let z = dayNumber + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public var dayNumber: Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 1 Monday ... 7 Sunday, as ISO 8601 counts.
    public var weekday: Int { ((dayNumber + 3) % 7 + 7) % 7 + 1 }

    /// The instant at which the clock on the wall shows that time on this date.
    public func at(hour: Int = 0, minute: Int = 0, second: Int = 0) -> Timestamp {
        Timestamp(milliseconds: Int64(dayNumber) * 86_400_000 + Int64(hour * 3600 + minute * 60 + second) * 1000 - Self.offset)
    }

    public func adding(days: Int) -> LocalDate { LocalDate(dayNumber: dayNumber + days) }

    /// The corresponding day so many months on; where that month has none, its last day (民法典 art. 202). 31 August and six months
    /// are 28 February, or 29 in a leap year.
    public func adding(months: Int) -> LocalDate {
        let count = year * 12 + month - 1 + months, place = (count % 12 + 12) % 12
        let (year, month) = ((count - place) / 12, place + 1)
        let day = min(day, Self.days(in: month, of: year))
        return LocalDate(year: year, month: month, day: day) ?? self
    }

    public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// China keeps one zone and no summer time (since 1991), so the offset is a constant: eight hours.
    private static let offset: Int64 = 8 * 3_600_000
}

extension LocalDate: CustomStringConvertible, Codable {
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// `YYYYMMDD`, as official numbers write it.
    public var compact: String { "\(padded(year, 4))\(padded(month, 2))\(padded(day, 2))" }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let date = LocalDate(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a date is written YYYY-MM-DD")
        }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A time of day on the wall, in Asia/Shanghai.
public struct LocalTime: Hashable, Sendable {
    public let hour: Int, minute: Int, second: Int

    public init(_ instant: Timestamp) {
        let seconds = Int((instant - LocalDate(instant).at()).components.seconds)
        (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// `HH:MM`
    public var short: String { "\(padded(hour, 2)):\(padded(minute, 2))" }
}

extension Timestamp {
    /// `YYYY-MM-DDTHH:MM:SS+08:00`, for machines.
    public var iso8601: String {
        let time = LocalTime(self)
        return "\(LocalDate(self))T\(time.short):\(padded(time.second, 2))+08:00"
    }
}

/// A number written with at least that many digits.
public func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
