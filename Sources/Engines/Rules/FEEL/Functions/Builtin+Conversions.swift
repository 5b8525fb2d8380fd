import Decimals

/// DMN 1.5, table 68.
extension Builtin {
    static let conversions: [Builtin] = [
        Builtin("date", "from: string") { a in a.string(0).flatMap(TemporalText.date).map(Value.date) },
        Builtin("date", "from: date and time") { a in a[0].moment.map { .date($0.date) } },
        Builtin("date", "from: date") { a in a[0] },
        Builtin("date", "year: number, month: number, day: number") { a in
            guard let (year, month, day) = a.whole(0, 1, 2) else { return nil }
            return CivilDate(year: year, month: month, day: day).map(Value.date)
        },
        Builtin("date and time", "from: string") { a in a.string(0).flatMap(TemporalText.dateTime).map(Value.dateTime) },
        Builtin("date and time", "from: date and time") { a in a[0] },
        Builtin("date and time", "date: Any, time: time") { a in
            guard let date = a[0].day, case .time(let time) = a[1] else { return nil }
            return .dateTime(CivilDateTime(date, time))
        },
        Builtin("time", "from: string") { a in a.string(0).flatMap(TemporalText.time).map(Value.time) },
        Builtin("time", "from: time") { a in a[0] },
        Builtin("time", "from: date and time") { a in a[0].moment.map { .time($0.time) } },
        Builtin("time", "from: date") { _ in .time(CivilTime(nanoseconds: 0, zone: .utc)) },
        Builtin("time", "hour: number, minute: number, second: number, offset?: Any", time),
        Builtin("number", "from: Any, grouping separator?: Any, decimal separator?: Any", number),
        Builtin("string", "from: Any") { a in
            let limit = a.evaluation.limits.textLength / 8
            return a[0].isNull || a[0].weight(within: limit) > limit ? nil : .string(a[0].text)
        },
        Builtin("duration", "from: string") { a in a.string(0).flatMap(duration) },
        Builtin("duration", "from: days and time duration") { a in a[0] },
        Builtin("duration", "from: years and months duration") { a in a[0] },
        Builtin("years and months duration", "from: Any, to: Any") { a in
            guard let from = a[0].day, let to = a[1].day else { return nil }
            return MonthsDuration(months: wholeMonths(from, to)).map(Value.months)
        },
        Builtin("range", "from: string", rangeOfText),
    ]

    private static func duration(_ text: String) -> Value? {
        TemporalText.days(text).map(Value.days) ?? TemporalText.months(text).map(Value.months)
    }

    @Sendable private static func time(_ a: Arguments) -> Value? {
        guard let (hour, minute) = a.whole(0, 1), let seconds = a.number(2), !seconds.isNegative else { return nil }
        guard let length = DaysDuration(seconds) else { return nil }
        var zone: Zone?
        if case .days(let offset) = a[3] {
            guard offset.nanoseconds == 0, offset.seconds.magnitude <= 18 * 3600 else { return nil }
            zone = .offset(offset.seconds)
        } else if !a[3].isNull {
            return nil
        }
        return CivilTime(hour: hour, minute: minute, second: length.seconds, nanosecond: length.nanoseconds, zone: zone).map(Value.time)
    }

    /// Groups are divided by a space, a comma or a point, the fraction by a point or a comma, and not both by the same.
    @Sendable private static func number(_ a: Arguments) -> Value? {
        if a.count == 1, case .number = a[0] { return a[0] }
        guard let text = a.string(0), a.count == 1 || a.count == 3 else { return nil }
        guard let groups = separator(a[1], of: [" ", ",", "."]), let point = separator(a[2], of: [".", ","]) else { return nil }
        if let groups, groups == point { return nil }
        var plain = text
        if let groups { plain = plain.replacing(groups, with: "") }
        if let point, point != "." {
            guard !plain.contains(".") else { return nil }
            plain = plain.replacing(point, with: ".")
        }
        return Decimal128(plain).map(Value.number)
    }

    /// `.some(nil)`: none is used.
    private static func separator(_ value: Value, of allowed: [String]) -> String?? {
        switch value {
        case .null: .some(nil)
        case .string(let sign) where allowed.contains(sign): .some(sign)
        default: nil
        }
    }

    /// Whole months between two dates, towards zero.
    private static func wholeMonths(_ from: CivilDate, _ to: CivilDate) -> Int {
        if to < from { return -wholeMonths(to, from) }
        let months = (to.year - from.year) * 12 + to.month - from.month
        return to.day < from.day ? months - 1 : months
    }

    /// A range written with literals, such as `"[18..21)"`: both ends are there, of one kind, and in order.
    @Sendable private static func rangeOfText(_ a: Arguments) -> Value? {
        guard let text = a.string(0), text.utf8.count <= 1000,
              var parser = try? Parser(text, Vocabulary(), limits: a.evaluation.limits), let expression = try? parser.wholeExpression(),
              case .range(let range)? = constant(expression), let low = range.low, let high = range.high,
              let order = low.order(high), order <= 0 else { return nil }
        return .range(range)
    }

    /// A literal range, or one between literals that are written as calls: `date("2026-01-01")`.
    private static func constant(_ expression: Expression) -> Value? {
        switch expression {
        case .literal(let value): return value
        case .range(let low?, let high?, let shape):
            guard let low = constant(low), let high = constant(high) else { return nil }
            return ValueRange.checked(low, high, shape).map(Value.range)
        case .invocation(.name(let name), let arguments) where ["date", "time", "date and time", "duration"].contains(name):
            let values = arguments.map { if case .literal(let value) = $0 { value } else { Value.null } }
            let result = all[name]?.call(values, Evaluation(now: nil, limits: Limits()))
            return result.flatMap { $0.isNull ? nil : $0 }
        default: return nil
        }
    }
}

extension Value {
    var moment: CivilDateTime? { if case .dateTime(let moment) = self { moment } else { nil } }

    /// A date, or that of a date and time.
    var day: CivilDate? {
        switch self {
        case .date(let date): date
        case .dateTime(let moment): moment.date
        default: nil
        }
    }
}

extension Arguments {
    /// Whole numbers; `nil` when one isn't.
    func whole(_ a: Int, _ b: Int) -> (Int, Int)? {
        guard let a = number(a)?.integer, let b = number(b)?.integer else { return nil }
        return (a, b)
    }

    func whole(_ a: Int, _ b: Int, _ c: Int) -> (Int, Int, Int)? {
        guard let (a, b) = whole(a, b), let c = number(c)?.integer else { return nil }
        return (a, b, c)
    }
}
