import Synchronization

/// Regular expressions of forms, compiled once each. A pattern that doesn't compile matches nothing; the item's check says so
/// before it is published.
enum Pattern {
    // A compiled expression is never changed after it was made; the lock guards the dictionary that holds it.
    private struct Compiled: @unchecked Sendable { let regex: Regex<AnyRegexOutput>? }
    private static let known = Mutex<[String: Compiled]>([:])

    static func matches(_ text: String, _ pattern: String) -> Bool {
        guard let regex = compiled(pattern).regex else { return false }
        return (try? regex.firstMatch(in: text)) != nil
    }

    static func isValid(_ pattern: String) -> Bool { compiled(pattern).regex != nil }

    private static func compiled(_ pattern: String) -> Compiled {
        known.withLock { known in
            if let found = known[pattern] { return found }
            let compiled = Compiled(regex: try? Regex(pattern))
            known[pattern] = compiled
            return compiled
        }
    }
}
