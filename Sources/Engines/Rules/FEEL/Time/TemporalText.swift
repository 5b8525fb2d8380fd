/// Dates, times and durations as XML Schema writes them, with `@Asia/Shanghai` for a named zone (DMN 1.5, 10.3.4.1). What isn't is `nil`.
enum TemporalText {
    static func date(_ text: String) -> CivilDate? {
        var reader = DigitReader(text)
        guard let date = date(&reader), reader.isAtEnd else { return nil }
        return date
    }

    static func time(_ text: String) -> CivilTime? {
        var reader = DigitReader(text)
        guard let (time, days) = time(&reader), days == 0 || time.nanoseconds == 0, reader.isAtEnd else { return nil }
        return time
    }

    /// A date alone is its midnight, without a zone.
    static func dateTime(_ text: String) -> CivilDateTime? {
        var reader = DigitReader(text)
        guard let date = date(&reader) else { return nil }
        if reader.isAtEnd { return CivilDateTime(date, .midnight) }
        guard reader.take("T"), let (time, days) = time(&reader), reader.isAtEnd, let day = date.adding(days: days) else { return nil }
        return CivilDateTime(day, time)
    }

    private static func date(_ reader: inout DigitReader) -> CivilDate? {
        let isNegative = reader.take("-")
        guard let year = reader.number(4...9, leadingZero: 4), reader.take("-"), let month = reader.number(2...2), reader.take("-"),
              let day = reader.number(2...2) else { return nil }
        return CivilDate(year: isNegative ? -year : year, month: month, day: day)
    }

    /// A time, and 1 when it is written 24:00:00, which is the next day's first moment.
    private static func time(_ reader: inout DigitReader) -> (CivilTime, days: Int)? {
        guard let hour = reader.number(2...2), reader.take(":"), let minute = reader.number(2...2), reader.take(":"),
              let second = reader.number(2...2) else { return nil }
        var nanosecond = 0
        if reader.take(".") {
            guard let part = reader.fraction() else { return nil }
            nanosecond = part
        }
        guard let zone = zone(&reader) else { return nil }
        if hour == 24 {
            guard minute == 0, second == 0, nanosecond == 0 else { return nil }
            return (CivilTime(nanoseconds: 0, zone: zone), 1)
        }
        return CivilTime(hour: hour, minute: minute, second: second, nanosecond: nanosecond, zone: zone).map { ($0, 0) }
    }

    /// `.some(nil)` when there is none.
    private static func zone(_ reader: inout DigitReader) -> Zone?? {
        if reader.isAtEnd { return .some(nil) }
        if reader.take("Z") || reader.take("z") { return Zone.utc }
        if reader.take("@") { return Zone(name: reader.rest()).map { .some($0) } }
        let isNegative = reader.take("-")
        guard isNegative || reader.take("+"), let hours = reader.number(2...2), reader.take(":"), let minutes = reader.number(2...2)
        else { return nil }
        var seconds = 0
        if reader.take(":") {
            guard let more = reader.number(2...2) else { return nil }
            seconds = more
        }
        let size = hours * 3600 + minutes * 60 + seconds
        guard minutes < 60, seconds < 60, size <= 18 * 3600 else { return nil }
        return Zone.offset(isNegative ? -size : size)
    }
}

/// Reads digits and signs from the front of a text.
struct DigitReader {
    private var bytes: ArraySlice<UInt8>

    init(_ text: String) { bytes = ArraySlice(text.utf8) }

    var isAtEnd: Bool { bytes.isEmpty }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard bytes.first == UInt8(ascii: sign) else { return false }
        bytes.removeFirst()
        return true
    }

    /// A number of so many digits; one with more than `leadingZero` digits doesn't begin with 0.
    mutating func number(_ count: ClosedRange<Int>, leadingZero: Int = .max) -> Int? {
        let digits = bytes.prefix { (48...57).contains($0) }
        guard count.contains(digits.count), !(digits.count > leadingZero && digits.first == 48) else { return nil }
        bytes = bytes.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    /// The digits after a point, as nanoseconds; what is finer is left off.
    mutating func fraction() -> Int? {
        let digits = bytes.prefix { (48...57).contains($0) }
        guard !digits.isEmpty else { return nil }
        bytes = bytes.dropFirst(digits.count)
        return (0..<9).reduce(0) { sum, place in
            let next = digits.count > place ? Int(digits[digits.startIndex + place] - 48) : 0
            return sum * 10 + next
        }
    }

    mutating func rest() -> String {
        defer { bytes = [] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
