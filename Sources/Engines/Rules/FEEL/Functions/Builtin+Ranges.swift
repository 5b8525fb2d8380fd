/// DMN 1.5, table 78: how points and ranges lie to each other, after Allen's intervals.
extension Builtin {
    static let ranges: [Builtin] = pointAndPoint + pointAndRange

    private static let pointAndPoint: [Builtin] = [
        Builtin("before", "point1: Any, point2: Any") { a in before(a[0], a[1]).map(Value.boolean) },
        Builtin("after", "point1: Any, point2: Any") { a in before(a[1], a[0]).map(Value.boolean) },
        Builtin("coincides", "point1: Any, point2: Any") { a in coincides(a[0], a[1]).map(Value.boolean) },
    ]

    private static let pointAndRange: [Builtin] = [
        Builtin("includes", "range: range, point: Any") { a in includes(a[0], a[1]).map(Value.boolean) },
        Builtin("during", "point: Any, range: range") { a in includes(a[1], a[0]).map(Value.boolean) },
        Builtin("starts", "point: Any, range: range") { a in starts(a[0], a[1]).map(Value.boolean) },
        Builtin("started by", "range: range, point: Any") { a in starts(a[1], a[0]).map(Value.boolean) },
        Builtin("finishes", "point: Any, range: range") { a in finishes(a[0], a[1]).map(Value.boolean) },
        Builtin("finished by", "range: range, point: Any") { a in finishes(a[1], a[0]).map(Value.boolean) },
    ]

    /// The first ends where or before the second begins; ends that touch count as before when one of them isn't included.
    private static func before(_ first: Value, _ second: Value) -> Bool? {
        let end = first.upper, start = second.lower
        guard let order = end.value.order(start.value) else { return nil }
        return order < 0 || (order == 0 && !(end.isIncluded && start.isIncluded))
    }

    private static func coincides(_ first: Value, _ second: Value) -> Bool? {
        guard (first.range == nil) == (second.range == nil) else { return nil }
        return first.equals(second)
    }

    private static func includes(_ range: Value, _ inner: Value) -> Bool? {
        guard let outer = range.range, let low = relation(range.lower, inner.lower),
              let high = relation(range.upper, inner.upper) else { return nil }
        guard inner.range != nil else { return outer.contains(inner) }
        let isAfterLow = low < 0 || (low == 0 && (range.lower.isIncluded || !inner.lower.isIncluded))
        let isBeforeHigh = high > 0 || (high == 0 && (range.upper.isIncluded || !inner.upper.isIncluded))
        return isAfterLow && isBeforeHigh
    }

    private static func starts(_ inner: Value, _ range: Value) -> Bool? {
        guard range.range != nil, let low = relation(inner.lower, range.lower),
              let high = relation(inner.upper, range.upper) else { return nil }
        guard inner.range != nil else { return low == 0 && range.lower.isIncluded }
        let isWithin = high < 0 || (high == 0 && (!inner.upper.isIncluded || range.upper.isIncluded))
        return low == 0 && inner.lower.isIncluded == range.lower.isIncluded && isWithin
    }

    private static func finishes(_ inner: Value, _ range: Value) -> Bool? {
        guard range.range != nil, let low = relation(inner.lower, range.lower),
              let high = relation(inner.upper, range.upper) else { return nil }
        guard inner.range != nil else { return high == 0 && range.upper.isIncluded }
        let isWithin = low > 0 || (low == 0 && (!inner.lower.isIncluded || range.lower.isIncluded))
        return high == 0 && inner.upper.isIncluded == range.upper.isIncluded && isWithin
    }

    static func relation(_ a: RangeEnd, _ b: RangeEnd) -> Int? { a.value.order(b.value) }
}

/// One end of a range; a point is both its ends.
struct RangeEnd {
    let value: Value
    let isIncluded: Bool
}

extension Value {
    var lower: RangeEnd {
        range.map { RangeEnd(value: $0.low ?? .null, isIncluded: $0.includesLow) } ?? RangeEnd(value: self, isIncluded: true)
    }

    var upper: RangeEnd {
        range.map { RangeEnd(value: $0.high ?? .null, isIncluded: $0.includesHigh) } ?? RangeEnd(value: self, isIncluded: true)
    }
}
