import Patterns

/// A regular expression of ECMA-262, as JSON Schema wants it (Core §6.4), compiled once. A search gives up when it costs too much,
/// so that no pattern and no text can hold a thread.
public final class Pattern: Sendable {
    /// As it was written.
    public let source: String
    private let expression: RegularExpression

    /// `nil` when it isn't a regular expression of ECMA-262, or is beyond what can be run: looking behind over texts of any length.
    public init?(_ source: String) {
        let options: RegularExpression.Options = [.unsetGroupsAreEmpty, .dollarAtEndOnly]
        guard source.utf8.count <= Self.longest, let translated = ECMAScript.translate(source),
              let expression = RegularExpression(translated, options, steps: 200_000) else { return nil }
        (self.source, self.expression) = (source, expression)
    }

    /// Whether the text holds a match anywhere; `nil` when the search was given up.
    public func matches(_ text: String) -> Bool? { try? expression.isMatch(in: text) }

    static let longest = 10_000
}

extension Pattern: Equatable, CustomStringConvertible {
    public static func == (a: Pattern, b: Pattern) -> Bool { a.source == b.source }
    public var description: String { source }
}
