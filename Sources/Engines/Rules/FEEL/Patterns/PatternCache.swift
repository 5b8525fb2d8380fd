/// The patterns of one evaluation, compiled once each.
final class PatternCache {
    private struct Key: Hashable {
        let pattern: String, flags: String
    }

    private var compiled: [Key: FEELPattern?] = [:]

    /// `nil` when it is no pattern of XPath's, or the flags aren't.
    func pattern(_ pattern: String, flags: String, limits: Limits) -> FEELPattern? {
        let key = Key(pattern: pattern, flags: flags)
        if let known = compiled[key] { return known }
        if compiled.count > 100 { compiled.removeAll() }
        let new = FEELPattern(pattern, flags: flags, limits: limits)
        compiled[key] = new
        return new
    }
}
