extension Expression {
    /// Whether a name is used anywhere within.
    func mentions(_ name: String) -> Bool {
        if case .name(let own) = self { return own == name }
        return parts.contains { $0.mentions(name) }
    }

    private var parts: [Expression] {
        switch self {
        case .literal, .name, .externalFunction: []
        case .negation(let a), .path(let a, _), .instance(let a, _), .function(_, let a): [a]
        case .arithmetic(_, let a, let b), .comparison(_, let a, let b), .and(let a, let b), .or(let a, let b): [a, b]
        case .filter(let a, let b): [a, b]
        case .between(let a, let b, let c), .conditional(let a, let b, let c): [a, b, c]
        case .in(let a, let tests): [a] + tests.compactMap(\.operand)
        case .invocation(let a, let arguments): [a] + arguments
        case .namedInvocation(let a, let arguments): [a] + arguments.map(\.value)
        case .list(let elements): elements
        case .context(let entries): entries.map(\.value)
        case .range(let low, let high, _): [low, high].compactMap { $0 }
        case .iteration(let iterators, let a), .quantified(_, let iterators, let a):
            iterators.flatMap { [$0.domain, $0.end].compactMap { $0 } } + [a]
        }
    }
}

extension UnaryTest {
    var operand: Expression? {
        switch self {
        case .any: nil
        case .value(let value): .literal(value)
        case .compare(_, let operand), .expression(let operand), .condition(let operand): operand
        }
    }
}
