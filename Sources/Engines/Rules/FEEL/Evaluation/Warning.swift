/// Why a value became nothing where an expression could not be worked out: FEEL goes on with `null`, and says so.
public struct Warning: Sendable, Hashable, Codable {
    /// The key of its message, `rules.warning.…`.
    public let code: String
    public let arguments: [String: String]
    /// The id or name of the model's element in which it happened; empty for an expression alone.
    public let element: String

    init(_ code: Code, _ arguments: [String: String] = [:], element: String = "") {
        (self.code, self.arguments, self.element) = ("rules.warning.\(code.rawValue)", arguments, element)
    }

    public enum Code: String, Sendable, CaseIterable {
        case unknownName = "unknown_name"
        case noEntry = "no_entry"
        case operands
        case arguments
        case noFunction = "no_function"
        case external
        case type
        case notList = "not_list"
        case condition
        case limit
        case unreadable
        case hits
        case noInput = "no_input"
        case noLogic = "no_logic"
        case notAllowed = "not_allowed"
    }
}
