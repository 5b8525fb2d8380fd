import Kernel

/// How the engine asks for what is written in FEEL. Supplied from outside: the rules engine, or a small evaluator in tests.
public protocol Expressions: Sendable {
    /// The value of an expression over these variables.
    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON

    /// Why the text is no expression; `nil` when it is one.
    func fault(in text: String) -> String?
}
