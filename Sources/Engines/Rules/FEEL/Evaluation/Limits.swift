/// How much an expression, a model and an evaluation may take up. Whatever is asked from outside is held to it, so that no text can
/// keep the city busy.
public struct Limits: Sendable {
    /// Unicode scalars of one expression.
    public var expressionLength = 100_000
    /// Brackets, calls and keywords within one another in an expression.
    public var nesting = 100
    /// Values and calls within one another during an evaluation; functions that call themselves reach it.
    public var depth = 1000
    /// Steps of one evaluation: every value that is worked out is one, and every element or character that a function goes through.
    public var steps = 5_000_000
    /// Elements of one list.
    public var listLength = 100_000
    /// Values within an answer, and every sixteen bytes of its texts.
    public var answerSize = 500_000
    /// Bytes of one text.
    public var textLength = 1_000_000
    /// What a regular expression may try on one text.
    public var patternSteps = 1_000_000
    /// Bytes of a model.
    public var modelSize = 10_000_000
    /// Warnings that are kept of one evaluation; further ones are left off.
    public var warnings = 100

    public init() {}
}
