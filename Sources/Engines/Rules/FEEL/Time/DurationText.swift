/// Durations as XML Schema writes them: `P1DT2H30M`, `-P1Y2M`; years and months don't mix with days and hours.
extension TemporalText {
    static func days(_ text: String) -> DaysDuration? {
        guard let parts = parts(text), parts.years == nil, parts.months == nil else { return nil }
        var seconds = 0
        for (count, size) in [(parts.days, 86_400), (parts.hours, 3600), (parts.minutes, 60), (parts.seconds, 1)] {
            let (product, isTooMuch) = (count ?? 0).multipliedReportingOverflow(by: size)
            let (sum, isTooLong) = seconds.addingReportingOverflow(product)
            if isTooMuch || isTooLong || sum > 900_000_000_000_000_000 { return nil }
            seconds = sum
        }
        let duration = DaysDuration(seconds: seconds, nanoseconds: parts.nanoseconds)
        return parts.isNegative ? duration.negated : duration
    }

    static func months(_ text: String) -> MonthsDuration? {
        guard let parts = parts(text), parts.days == nil, !parts.hasTime, let (years, months) = small(parts.years, parts.months)
        else { return nil }
        let count = years * 12 + months
        return MonthsDuration(months: parts.isNegative ? -count : count)
    }

    private static func small(_ years: Int?, _ months: Int?) -> (Int, Int)? {
        guard years ?? 0 < 30_000_000_000, months ?? 0 < 30_000_000_000 else { return nil }
        return (years ?? 0, months ?? 0)
    }

    private struct Parts {
        var isNegative = false
        var years, months, days, hours, minutes, seconds: Int?
        var nanoseconds = 0
        var hasTime = false
    }

    /// Each part at most once and in order, at least one, and at least one after the T.
    private static func parts(_ text: String) -> Parts? {
        var reader = DigitReader(text), parts = Parts(), order = 0
        parts.isNegative = reader.take("-")
        guard reader.take("P"), !reader.isAtEnd else { return nil }
        while !reader.isAtEnd {
            if !parts.hasTime, reader.take("T") {
                parts.hasTime = true
                order = 3
                guard !reader.isAtEnd else { return nil }
            }
            guard let count = reader.number(1...18), let next = take(&reader, count, after: order, into: &parts) else { return nil }
            order = next
        }
        return parts
    }

    private static func take(_ reader: inout DigitReader, _ count: Int, after order: Int, into parts: inout Parts) -> Int? {
        let place: Int
        if !parts.hasTime, reader.take("Y") {
            (parts.years, place) = (count, 1)
        } else if !parts.hasTime, reader.take("M") {
            (parts.months, place) = (count, 2)
        } else if !parts.hasTime, reader.take("D") {
            (parts.days, place) = (count, 3)
        } else if parts.hasTime, reader.take("H") {
            (parts.hours, place) = (count, 4)
        } else if parts.hasTime, reader.take("M") {
            (parts.minutes, place) = (count, 5)
        } else if parts.hasTime, let seconds = takeSeconds(&reader) {
            (parts.seconds, parts.nanoseconds, place) = (count, seconds, 6)
        } else {
            return nil
        }
        return place > order ? place : nil
    }

    /// The fraction of the seconds, in nanoseconds.
    private static func takeSeconds(_ reader: inout DigitReader) -> Int? {
        let fraction = reader.take(".") ? reader.fraction() ?? 0 : 0
        return reader.take("S") ? fraction : nil
    }
}
