import Decimals

/// DMN 1.5, table 72.
extension Builtin {
    static let numbers: [Builtin] = [
        Builtin("decimal", "n: number, scale: number") { a in a.rounded(.halfEven) },
        Builtin("floor", "n: number, scale?: number") { a in a.rounded(.floor) },
        Builtin("ceiling", "n: number, scale?: number") { a in a.rounded(.ceiling) },
        Builtin("round up", "n: number, scale: number") { a in a.rounded(.awayFromZero) },
        Builtin("round down", "n: number, scale: number") { a in a.rounded(.towardZero) },
        Builtin("round half up", "n: number, scale: number") { a in a.rounded(.halfAwayFromZero) },
        Builtin("round half down", "n: number, scale: number") { a in a.rounded(.halfTowardZero) },
        Builtin("abs", "n: number") { a in a.number(0).map { .number($0.magnitude) } },
        Builtin("abs", "n: days and time duration") { a in
            guard case .days(let days) = a[0] else { return nil }
            return (days.isNegative ? days.negated : days).map(Value.days)
        },
        Builtin("abs", "n: years and months duration") { a in
            guard case .months(let months) = a[0] else { return nil }
            return MonthsDuration(months: Int(months.months.magnitude)).map(Value.months)
        },
        Builtin("modulo", "dividend: number, divisor: number") { a in
            guard let dividend = a.number(0), let divisor = a.number(1) else { return nil }
            return dividend.modulo(divisor).map(Value.number)
        },
        Builtin("sqrt", "number: number") { a in a.number(0)?.squareRoot.map(Value.number) },
        Builtin("log", "number: number") { a in a.number(0)?.logarithm.map(Value.number) },
        Builtin("exp", "number: number") { a in a.number(0)?.exponential.map(Value.number) },
        Builtin("odd", "number: number") { a in a.isEven.map { .boolean(!$0) } },
        Builtin("even", "number: number") { a in a.isEven.map(Value.boolean) },
    ]
}

extension Arguments {
    /// The first number, rounded to the places that the second says, or to an integer.
    fileprivate func rounded(_ rounding: Decimal128.Rounding) -> Value? {
        guard let number = number(0) else { return nil }
        guard count > 1 else { return number.rounded(scale: 0, rounding).map(Value.number) }
        return integer(1).flatMap { number.rounded(scale: $0, rounding) }.map(Value.number)
    }

    /// `nil` of what isn't an integer.
    fileprivate var isEven: Bool? {
        guard let number = number(0), number.isInteger else { return nil }
        return number.modulo(Decimal128(2))?.isZero
    }
}
