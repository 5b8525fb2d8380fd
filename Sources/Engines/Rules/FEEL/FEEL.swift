import Kernel

/// An expression of FEEL, the Friendly Enough Expression Language of DMN 1.5, read once and worked out as often as needed.
///
/// `FEEL("承诺时限 * 2", names: ["承诺时限"])` knows from the names where words with spaces or signs within begin and end; a name that is
/// not among them is taken word by word. Working out never throws: what can't be worked out is null, and the warnings say why.
public struct FEEL: Sendable {
    let expression: Expression
    private let limits: Limits

    /// Throws `SyntaxError`.
    public init(_ text: String, names: some Sequence<String> = [], limits: Limits = Limits()) throws(SyntaxError) {
        let words = Vocabulary(names: NameTable(names), properties: NameTable(Vocabulary.valueProperties + names))
        var parser = try Parser(text, words, limits: limits)
        expression = try parser.wholeExpression()
        self.limits = limits
    }

    /// `now` is what `now()` and `today()` answer; without it they are null.
    public func evaluate(_ variables: Context = [:], now: CivilDateTime? = nil) -> Result {
        let evaluation = Evaluation(now: now, limits: limits)
        let value = evaluation.answer(evaluation.value(expression, in: Scope(variables)))
        return Result(value: value, warnings: evaluation.warnings)
    }

    /// Whether an input passes unary tests such as `< 18, >= 60`; `nil` when that can't be said. Throws `SyntaxError`.
    public static func test(
        _ text: String, input: Value, _ variables: Context = [:], limits: Limits = Limits()
    ) throws(SyntaxError) -> Bool? {
        var parser = try Parser(text, Vocabulary(names: NameTable(variables.names)), limits: limits)
        let tests = try parser.wholeTests()
        return Evaluation(now: nil, limits: limits).isMatch(input, tests, in: Scope(variables))
    }

    public struct Result: Sendable {
        public let value: Value
        public let warnings: [Warning]
    }
}
