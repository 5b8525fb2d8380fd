import Kernel

/// What is wrong with a value that a standard describes. `code` is the key of its message, such as `uscc.check`;
/// the value itself is left out, because it is often personal data and errors reach logs.
public struct StandardError: Error, Hashable {
    public let code: String
    public let arguments: [String: String]

    public init(_ code: String, _ arguments: [String: String] = [:]) { (self.code, self.arguments) = (code, arguments) }

    /// The same, as an error that can be shown.
    public var problem: Problem { Problem(code, .invalid, arguments) }

    /// The same, as the fault of one field of a form.
    public func field(_ path: String) -> FieldProblem { FieldProblem(path, code, arguments) }
}
