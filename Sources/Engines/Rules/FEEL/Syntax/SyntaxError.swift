/// Why a text is no FEEL expression, and where: the place counts from 0 in Unicode scalars.
public struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
    public let place: Int
    public let reason: Reason
    /// What was found there, cut short.
    public let found: String

    public enum Reason: String, Sendable, CaseIterable {
        case expected, unfinishedText, unfinishedComment, number, type, tooDeep, tooLong, name, atLiteral
    }

    public var description: String { "\(reason.rawValue) at \(place): \(found)" }
}
