import Decimals

/// for, some and every.
extension Evaluation {
    func iterated(_ expression: Expression, in scope: Scope) -> Value {
        switch expression {
        case .iteration(let iterators, let body):
            return iterated(iterators, in: scope, keepsPartial: body.mentions("partial")) { self.value(body, in: $0) }
        case .quantified(let quantifier, let iterators, let condition):
            return quantified(quantifier, iterators, in: scope) { self.value(condition, in: $0) }
        default: return .null
        }
    }

    /// The value for each combination, in order; within, `partial` is what there is so far.
    func iterated(_ iterators: [Expression.Iterator], in scope: Scope, keepsPartial: Bool, _ body: (Scope) -> Value) -> Value {
        var results: [Value] = []
        let isWhole = combinations(iterators[...], in: scope) { inner in
            let value = body(keepsPartial ? Scope("partial", .list(results), in: inner) : inner)
            guard results.count < limits.listLength, isShallow(value, when: keepsPartial) else {
                warn(.limit, ["limit": "list"])
                return false
            }
            results.append(value)
            return true
        }
        return isWhole && !isExhausted ? .list(results) : .null
    }

    /// Results made of earlier results could nest without end.
    private func isShallow(_ value: Value, when keepsPartial: Bool) -> Bool {
        guard keepsPartial else { return true }
        return charge(value) && value.depth(within: 50) < 50
    }

    func quantified(
        _ quantifier: Expression.Quantifier, _ iterators: [Expression.Iterator], in scope: Scope, _ condition: (Scope) -> Value
    ) -> Value {
        var answer = Value.boolean(quantifier == .every)
        let isWhole = combinations(iterators[...], in: scope) { inner in
            let next = condition(inner)
            answer = quantifier == .every ? conjunction(answer, { next }) : disjunction(answer, { next })
            return answer.boolean != (quantifier == .some)
        }
        return isWhole || answer.boolean == (quantifier == .some) ? answer : .null
    }

    /// Goes through the domains, the last the fastest, until told to stop; false when stopped or when a domain is no list.
    private func combinations(_ iterators: ArraySlice<Expression.Iterator>, in scope: Scope, _ step: (Scope) -> Bool) -> Bool {
        guard let iterator = iterators.first else { return step(scope) }
        guard enter() else { return false }
        defer { leave() }
        let first = value(iterator.domain, in: scope), last = iterator.end.map { value($0, in: scope) }
        guard let domain = domain(first, last) else { return false }
        for place in 0..<domain.count {
            guard spend(1), let value = domain.value(place) else { return false }
            guard combinations(iterators.dropFirst(), in: Scope(iterator.name, value, in: scope), step) else { return false }
        }
        return true
    }

    private func domain(_ first: Value, _ last: Value?) -> IterationDomain? {
        let domain: IterationDomain? = switch (first, last) {
        case (_, let last?): IterationDomain(from: first, through: last)
        case (.range(let range), nil): IterationDomain(range)
        default: first.elements.map(IterationDomain.list)
        }
        if domain == nil { warn(.notList, ["kind": first.kind]) }
        if let domain, domain.count > limits.listLength {
            warn(.limit, ["limit": "list"])
            return nil
        }
        return domain
    }
}

/// What a name goes through: a list's elements, or whole numbers or days up or down.
enum IterationDomain {
    case list([Value])
    case numbers(from: Int, step: Int, count: Int)
    case days(from: CivilDate, step: Int, count: Int)

    /// `nil` unless both ends are whole numbers or both dates.
    init?(from first: Value, through last: Value) {
        switch (first, last) {
        case (.number(let first), .number(let last)):
            guard let from = first.integer, let to = last.integer else { return nil }
            self = .numbers(from: from, step: from <= to ? 1 : -1, count: Self.count(from, to))
        case (.date(let first), .date(let last)):
            let (from, to) = (first.dayNumber, last.dayNumber)
            self = .days(from: first, step: from <= to ? 1 : -1, count: Self.count(from, to))
        default: return nil
        }
    }

    /// A range that has both ends; an end that isn't included isn't gone through.
    init?(_ range: ValueRange) {
        guard let low = range.low, let high = range.high, let whole = IterationDomain(from: low, through: high) else { return nil }
        let values = (0..<min(whole.count, 1_000_000)).compactMap { whole.value($0) }
            .filter { (range.includesLow || $0 != low) && (range.includesHigh || $0 != high) }
        self = .list(values)
    }

    private static func count(_ from: Int, _ to: Int) -> Int { Int(clamping: (from > to ? from - to : to - from).magnitude) + 1 }

    var count: Int {
        switch self {
        case .list(let elements): elements.count
        case .numbers(_, _, let count), .days(_, _, let count): count
        }
    }

    func value(_ place: Int) -> Value? {
        switch self {
        case .list(let elements): elements[place]
        case .numbers(let from, let step, _): .number(from + place * step)
        case .days(let from, let step, _): from.adding(days: place * step).map(Value.date)
        }
    }
}
