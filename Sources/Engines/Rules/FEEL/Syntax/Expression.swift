/// A FEEL expression as it was read (DMN 1.5, 10.3.1.2).
indirect enum Expression: Sendable {
    case literal(Value)
    case name(String)
    case negation(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    case comparison(Comparison, Expression, Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
    case between(Expression, Expression, Expression)
    case `in`(Expression, [UnaryTest])
    case instance(Expression, of: FEELType)
    case path(Expression, String)
    case filter(Expression, Expression)
    case invocation(Expression, [Expression])
    case namedInvocation(Expression, [(name: String, value: Expression)])
    case list([Expression])
    case context([(name: String, value: Expression)])
    case range(Expression?, Expression?, RangeShape)
    case conditional(Expression, then: Expression, else: Expression)
    case iteration([Iterator], Expression)
    case quantified(Quantifier, [Iterator], Expression)
    case function([Function.Parameter], Expression)
    case externalFunction([Function.Parameter])

    enum Arithmetic: String, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/", power = "**" }

    enum Comparison: String, Sendable {
        case equal = "=", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    }

    enum Quantifier: Sendable { case some, every }

    struct RangeShape: Sendable {
        let includesLow: Bool
        let includesHigh: Bool
        var form = ValueRange.Form.interval
    }

    struct Iterator: Sendable {
        let name: String
        let domain: Expression
        /// The other end when the domain is written `a..b`.
        let end: Expression?
    }
}

/// What is tried on an input of a decision table, with `?` for the input (DMN 1.5, 7.3.3 and grammar rule 17).
struct UnaryTests: Sendable {
    let tests: [UnaryTest]
    let isNegated: Bool

    static let any = UnaryTests(tests: [.any], isNegated: false)
}

enum UnaryTest: Sendable {
    case any
    case compare(Expression.Comparison, Expression)
    /// An equal value, or a list or a range that holds it.
    case value(Value)
    /// The same, where the value must be worked out.
    case expression(Expression)
    /// What is said of `?`.
    case condition(Expression)
}
