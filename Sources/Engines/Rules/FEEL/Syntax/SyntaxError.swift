/// Why a text is no FEEL expression, and where: the place counts from 0 in Unicode scalars.
public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public let place: Int
    public let reason: Reason
    /// What was found there, cut short.
    public let found: String

    public enum Reason: String, Sendable, CaseIterable {
        /// Something else was expected here.
        case expected
        case unfinishedText = "unfinished_text"
        case unfinishedComment = "unfinished_comment"
        case number
        case name
        case type
        case tooDeep = "too_deep"
        case tooLong = "too_long"
    }

    /// The key of its message.
    public var code: String { "rules.syntax.\(reason.rawValue)" }

    /// What the message needs: where, counted from 1, and what was found.
    public var arguments: [String: String] { ["place": String(place + 1), "found": found] }

    public var description: String { "\(reason.rawValue) at \(place): \(found)" }
}
