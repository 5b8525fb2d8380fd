/// Values that stand by themselves.
extension Parser {
    private typealias RangeShape = Expression.RangeShape

    mutating func primary() throws(SyntaxError) -> Expression {
        try source.skip()
        let next = source.peek()
        if next == "\"" { return .literal(.string(try source.quotedText())) }
        if next.isDigit || (next == "." && source.peek(1).isDigit) { return .literal(.number(try source.number())) }
        switch next {
        case "[": return try bracketed()
        case "]": return try openRange()
        case "(": return try parenthesised()
        case "{": return try context()
        case "@": return try atLiteral()
        default: return try word()
        }
    }

    /// A date, time or duration: `@"2026-05-01"`.
    private mutating func atLiteral() throws(SyntaxError) -> Expression {
        source.place += 1
        try source.skip()
        guard source.peek() == "\"" else { throw source.error(.expected) }
        return .literal(Self.temporal(try source.quotedText()) ?? .null)
    }

    static func temporal(_ text: String) -> Value? {
        if let date = TemporalText.date(text) { return .date(date) }
        if let moment = TemporalText.dateTime(text) { return .dateTime(moment) }
        if let time = TemporalText.time(text) { return .time(time) }
        if let days = TemporalText.days(text) { return .days(days) }
        return TemporalText.months(text).map(Value.months)
    }

    /// A list, or a range that begins with what it includes.
    private mutating func bracketed() throws(SyntaxError) -> Expression {
        source.place += 1
        if try source.take("]") { return .list([]) }
        let first = try listElement()
        if try source.take("..") { return try rangeEnd(first, includesLow: true) }
        var elements = [first]
        while try source.take(",") { elements.append(try listElement()) }
        try expect("]")
        return .list(elements)
    }

    /// A comparison without a left side is a range here: `[< 5, >= 10]`.
    private mutating func listElement() throws(SyntaxError) -> Expression {
        if let range = try halfRange() { return range }
        return try expression()
    }

    private mutating func openRange() throws(SyntaxError) -> Expression {
        source.place += 1
        let low = try expression()
        try expect("..")
        return try rangeEnd(low, includesLow: false)
    }

    private mutating func parenthesised() throws(SyntaxError) -> Expression {
        source.place += 1
        let inner = try listElement()
        if try source.take("..") { return try rangeEnd(inner, includesLow: false) }
        try expect(")")
        return inner
    }

    /// `< 5` as a value.
    private mutating func halfRange() throws(SyntaxError) -> Expression? {
        guard let sign = try comparisonSign() else { return nil }
        let end = try sum()
        switch sign {
        case .less: return folded(nil, end, RangeShape(includesLow: false, includesHigh: false))
        case .lessOrEqual: return folded(nil, end, RangeShape(includesLow: false, includesHigh: true))
        case .greater: return folded(end, nil, RangeShape(includesLow: false, includesHigh: false))
        case .greaterOrEqual: return folded(end, nil, RangeShape(includesLow: true, includesHigh: false))
        case .equal: return folded(end, end, RangeShape(includesLow: true, includesHigh: true, form: .only))
        case .unequal: return folded(end, end, RangeShape(includesLow: true, includesHigh: true, form: .not))
        }
    }

    mutating func rangeEnd(_ low: Expression, includesLow: Bool) throws(SyntaxError) -> Expression {
        rangeEnds += 1
        let high = try expression()
        rangeEnds -= 1
        if try source.take("]") { return folded(low, high, RangeShape(includesLow: includesLow, includesHigh: true)) }
        if try !source.take("[") { try expect(")") }
        return folded(low, high, RangeShape(includesLow: includesLow, includesHigh: false))
    }

    /// A range of two literals that can be compared is a literal.
    private func folded(_ low: Expression?, _ high: Expression?, _ shape: RangeShape) -> Expression {
        let range = Expression.range(low, high, shape)
        guard let ends = Self.literals(low, high), let value = ValueRange.checked(ends.0, ends.1, shape) else { return range }
        return .literal(.range(value))
    }

    private static func literals(_ low: Expression?, _ high: Expression?) -> (Value?, Value?)? {
        var values: (Value?, Value?) = (nil, nil)
        if let low { if case .literal(let value) = low { values.0 = value } else { return nil } }
        if let high { if case .literal(let value) = high { values.1 = value } else { return nil } }
        return values
    }
}

extension ValueRange {
    /// `nil` when the ends can't be compared.
    static func checked(_ low: Value?, _ high: Value?, _ shape: Expression.RangeShape) -> ValueRange? {
        let isComparable = switch (low, high) {
        case (let low?, let high?): low.order(high) != nil
        case (let end?, nil), (nil, let end?): end.order(end) != nil
        case (nil, nil): false
        }
        return isComparable ? ValueRange(low, high, shape.includesLow, shape.includesHigh, shape.form) : nil
    }
}
