/// A value that must not be printed: neither its description nor its mirror shows it.
public struct Secret<Value: Sendable>: Sendable, CustomStringConvertible, CustomReflectable {
    private let value: Value

    public init(_ value: Value) { self.value = value }

    /// The value itself; the name makes each use visible to a reader.
    public func reveal() -> Value { value }

    public var description: String { "‹secret›" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
