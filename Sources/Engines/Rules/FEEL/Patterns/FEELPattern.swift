import Patterns

/// A regular expression as XQuery and XPath Functions 3.1, 5.6, write it, with their flags: what FEEL's matches, replace and split take.
struct FEELPattern: Sendable {
    private let pattern: RegularExpression
    let groups: Int
    /// With the flag q nothing in the pattern or in a replacement is special.
    let isLiteral: Bool

    init?(_ text: String, flags: String, limits: Limits) {
        guard flags.allSatisfy({ "smixq".contains($0) }), text.utf8.count <= 10_000 else { return nil }
        isLiteral = flags.contains("q")
        var options: RegularExpression.Options = [.dollarAtEndOnly]
        if flags.contains("i") { options.insert(.ignoresCase) }
        if flags.contains("s") { options.insert(.dotMatchesAll) }
        if flags.contains("m") { options.insert(.multiline) }
        var translation = PatternTranslation(text, ignoresBlanks: flags.contains("x"), dotMatchesAll: flags.contains("s"))
        guard let expression = isLiteral ? PatternTranslation.literal(text) : try? translation.whole(),
              let pattern = RegularExpression(expression, options, steps: limits.patternSteps) else { return nil }
        self.pattern = pattern
        groups = isLiteral ? 0 : translation.groups
    }

    /// `nil` when the pattern had too much to try.
    func isMatch(_ text: String) -> Bool? {
        do { return try pattern.firstMatch(in: Array(text.utf8)) != nil } catch { return nil }
    }

    /// All matches one after another; `nil` when one is empty, or there was too much to try.
    func matches(in text: [UInt8]) -> [RegularExpression.Match]? {
        var matches: [RegularExpression.Match] = [], place = 0
        do {
            if let empty = try pattern.firstMatch(in: []), empty[0] != nil { return nil }
            while let match = try pattern.firstMatch(in: text, from: place), let whole = match[0] {
                if whole.isEmpty { return nil }
                matches.append(match)
                place = whole.upperBound
            }
            return matches
        } catch {
            return nil
        }
    }
}
