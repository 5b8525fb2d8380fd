import Kernel

/// A date of the proleptic Gregorian calendar, years -999,999,999 to 999,999,999 (FEEL's `date`, DMN 1.5, 10.3.2.3.4).
public struct CivilDate: Sendable, Hashable {
    private let compactYear: Int32, compactMonth: Int8, compactDay: Int8

    public var year: Int { Int(compactYear) }
    public var month: Int { Int(compactMonth) }
    public var day: Int { Int(compactDay) }

    static let years = -999_999_999...999_999_999

    /// `nil` when the calendar has no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), LocalDate(year: Self.sameInCycle(year), month: month, day: day) != nil else { return nil }
        (compactYear, compactMonth, compactDay) = (Int32(year), Int8(month), Int8(day))
    }

    /// Days since 1970-01-01; `nil` beyond the years above.
    public init?(dayNumber: Int) {
        let cycles = floorDivide(dayNumber, Self.daysOfCycle)
        let date = LocalDate(dayNumber: dayNumber - cycles * Self.daysOfCycle)
        self.init(year: date.year + cycles * 400, month: date.month, day: date.day)
    }

    public var dayNumber: Int {
        let same = Self.sameInCycle(year)
        let date = LocalDate(year: same, month: month, day: day)?.dayNumber ?? 0
        return date + (year - same) / 400 * Self.daysOfCycle
    }

    /// 1 Monday ... 7 Sunday.
    public var weekday: Int { floorModulo(dayNumber + 3, 7) + 1 }

    public func adding(days: Int) -> CivilDate? {
        let (sum, isTooFar) = dayNumber.addingReportingOverflow(days)
        return isTooFar || sum.magnitude > 400_000_000_000 ? nil : CivilDate(dayNumber: sum)
    }

    /// The same day of another month, or that month's last day when it is shorter.
    public func adding(months: Int) -> CivilDate? {
        guard months.magnitude < 30_000_000_000 else { return nil }
        let count = year * 12 + (month - 1) + months
        let (year, month) = (floorDivide(count, 12), floorModulo(count, 12) + 1)
        return (0..<4).lazy.compactMap { CivilDate(year: year, month: month, day: day - $0) }.first
    }

    /// The calendar repeats every 400 years: the year of 2000...2399 that is like this one.
    private static func sameInCycle(_ year: Int) -> Int { 2000 + floorModulo(year - 2000, 400) }
    private static let daysOfCycle = 146_097
}

extension CivilDate: Comparable, CustomStringConvertible {
    public static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    public var description: String { "\(year < 0 ? "-" : "")\(padded(year.magnitude, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}

func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
func floorModulo(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }
