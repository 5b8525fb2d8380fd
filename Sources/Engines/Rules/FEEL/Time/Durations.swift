import Decimals

/// A length of time in days, hours, minutes and seconds, to the nanosecond (FEEL's `days and time duration`).
public struct DaysDuration: Sendable, Hashable, Comparable {
    /// Whole seconds, rounded down; the nanoseconds that follow are 0 to 999,999,999.
    public let seconds: Int
    public let nanoseconds: Int

    public init(seconds: Int, nanoseconds: Int = 0) { (self.seconds, self.nanoseconds) = (seconds, nanoseconds) }

    /// `nil` when it is longer than three hundred thousand million years.
    init?(_ seconds: Decimal128) {
        let whole = seconds.rounded(.floor)
        guard let count = whole.integer, let rest = seconds.subtracting(whole)?.multiplied(by: Decimal128(1_000_000_000)),
              let nanoseconds = rest.rounded(.floor).integer else { return nil }
        self.init(seconds: count, nanoseconds: nanoseconds)
    }

    /// In seconds, exactly.
    var decimal: Decimal128 {
        let rest = Decimal128(nanoseconds).divided(by: Decimal128(1_000_000_000)) ?? .zero
        return nanoseconds == 0 ? Decimal128(seconds) : Decimal128(seconds).adding(rest) ?? .zero
    }

    func adding(_ other: Self) -> Self? { decimal.adding(other.decimal).flatMap(DaysDuration.init) }
    func subtracting(_ other: Self) -> Self? { decimal.subtracting(other.decimal).flatMap(DaysDuration.init) }
    var negated: Self? { DaysDuration(decimal.negated) }
    var isNegative: Bool { seconds < 0 }

    public static func < (a: Self, b: Self) -> Bool { (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) }

    /// Cut to whole milliseconds: instants are compared so.
    var toMilliseconds: Self { DaysDuration(seconds: seconds, nanoseconds: nanoseconds / 1_000_000 * 1_000_000) }

    /// The parts as a person would say them; all have the sign of the whole.
    var parts: (days: Int, hours: Int, minutes: Int, seconds: Int, nanoseconds: Int) {
        let sign = isNegative ? -1 : 1
        let hasRest = isNegative && nanoseconds > 0
        let size = (hasRest ? seconds + 1 : seconds) * sign
        let rest = hasRest ? 1_000_000_000 - nanoseconds : nanoseconds
        return (sign * (size / 86_400), sign * (size / 3600 % 24), sign * (size / 60 % 60), sign * (size % 60), sign * rest)
    }
}

extension DaysDuration: CustomStringConvertible {
    /// `P1DT2H3M4.5S`
    public var description: String {
        let (days, hours, minutes, seconds, rest) = parts
        var time = hours == 0 ? "" : "\(hours.magnitude)H"
        if minutes != 0 { time += "\(minutes.magnitude)M" }
        if seconds != 0 || rest != 0 { time += "\(seconds.magnitude)\(fraction(Int(rest.magnitude)))S" }
        if time.isEmpty && days == 0 { return "PT0S" }
        return "\(isNegative ? "-" : "")P\(days == 0 ? "" : "\(days.magnitude)D")\(time.isEmpty ? "" : "T\(time)")"
    }
}

/// A length of time in years and months (FEEL's `years and months duration`).
public struct MonthsDuration: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let months: Int

    /// `nil` when it is longer than the calendar is.
    public init?(months: Int) {
        guard months.magnitude < 30_000_000_000 else { return nil }
        self.months = months
    }

    init?(_ months: Decimal128) {
        guard let count = months.rounded(.floor).integer else { return nil }
        self.init(months: count)
    }

    public static func < (a: Self, b: Self) -> Bool { a.months < b.months }

    /// `P1Y2M`
    public var description: String {
        let (years, rest) = months.magnitude.quotientAndRemainder(dividingBy: 12)
        let tail = rest == 0 && years != 0 ? "" : "\(rest)M"
        return "\(months < 0 ? "-" : "")P\(years == 0 ? "" : "\(years)Y")\(tail)"
    }
}
