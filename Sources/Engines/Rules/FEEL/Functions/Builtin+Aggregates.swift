import Decimals

/// DMN 1.5, table 71: one value of many. Each takes a list, or the values themselves.
extension Builtin {
    static let aggregates: [Builtin] = [
        Builtin("min", "list...: Any") { a in a.list(0).flatMap { extreme($0) { $0 < 0 } } },
        Builtin("max", "list...: Any") { a in a.list(0).flatMap { extreme($0) { $0 > 0 } } },
        Builtin("sum", "list...: Any") { a in a.numbers.flatMap(sum).map(Value.number) },
        Builtin("product", "list...: Any") { a in
            guard let numbers = a.numbers, !numbers.isEmpty else { return nil }
            return numbers.reduce(.some(.one)) { $0?.multiplied(by: $1) }.map(Value.number)
        },
        Builtin("mean", "list...: Any") { a in a.numbers.flatMap(mean).map(Value.number) },
        Builtin("median", "list...: Any") { a in
            guard let sorted = a.numbers?.sorted(), !sorted.isEmpty else { return nil }
            let middle = sorted.count / 2
            return sorted.count.isMultiple(of: 2) ? mean([sorted[middle - 1], sorted[middle]]).map(Value.number) : .number(sorted[middle])
        },
        Builtin("stddev", "list...: Any") { a in a.numbers.flatMap(deviation).map(Value.number) },
        Builtin("mode", "list...: Any") { a in
            guard let numbers = a.numbers else { return nil }
            let counts = Dictionary(numbers.map { ($0, 1) }, uniquingKeysWith: +)
            return .list(counts.filter { $0.value == counts.values.max() }.keys.sorted().map(Value.number))
        },
        Builtin("all", "list...: Any") { a in
            a.list(0).map { list in list.reduce(.boolean(true)) { sum, next in a.evaluation.conjunction(sum, { next }) } }
        },
        Builtin("any", "list...: Any") { a in
            a.list(0).map { list in list.reduce(.boolean(false)) { sum, next in a.evaluation.disjunction(sum, { next }) } }
        },
    ]

    private static func extreme(_ list: [Value], _ isBetter: (Int) -> Bool) -> Value? {
        guard var best = list.first, best.order(best) != nil else { return nil }
        for value in list.dropFirst() {
            guard let order = value.order(best) else { return nil }
            if isBetter(order) { best = value }
        }
        return best
    }

    private static func sum(_ numbers: [Decimal128]) -> Decimal128? {
        numbers.isEmpty ? nil : numbers.reduce(.some(.zero)) { $0?.adding($1) }
    }

    private static func mean(_ numbers: [Decimal128]) -> Decimal128? { sum(numbers)?.divided(by: Decimal128(numbers.count)) }

    /// Of a sample: divided by one less than there are.
    private static func deviation(_ numbers: [Decimal128]) -> Decimal128? {
        guard numbers.count > 1, let mean = mean(numbers) else { return nil }
        let squares = numbers.compactMap { number in number.subtracting(mean).flatMap { $0.multiplied(by: $0) } }
        return sum(squares)?.divided(by: Decimal128(numbers.count - 1))?.squareRoot
    }
}

extension Arguments {
    /// The list as numbers; `nil` when one of them is none.
    fileprivate var numbers: [Decimal128]? {
        guard let list = list(0) else { return nil }
        let numbers = list.compactMap(\.number)
        return numbers.count == list.count ? numbers : nil
    }
}
