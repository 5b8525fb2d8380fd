/// The names that hold while an expression is worked out, the innermost first.
final class Scope: Sendable {
    private enum Content: Sendable {
        case binding(String, Value)
        case context(Context)
    }

    private let content: Content
    private let outer: Scope?

    static let empty = Scope(Context())

    init(_ context: Context, in outer: Scope? = nil) { (content, self.outer) = (.context(context), outer) }

    init(_ name: String, _ value: Value, in outer: Scope?) { (content, self.outer) = (.binding(name, value), outer) }

    /// The value of a name; `nil` when nobody knows it.
    func value(_ name: String) -> Value? {
        var scope: Scope? = self
        while let current = scope {
            switch current.content {
            case .binding(let bound, let value): if bound == name { return value }
            case .context(let context): if let value = context[name] { return value }
            }
            scope = current.outer
        }
        return nil
    }
}
