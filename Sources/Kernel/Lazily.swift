import Synchronization

/// A value made when it is first asked for, and kept. Two who ask at once wait for one making.
public final class Lazily<Value: Sendable>: Sendable {
    private let kept: Mutex<Value?>
    private let make: @Sendable () -> Value

    public init(_ make: @escaping @Sendable () -> Value) { self.make = make; kept = Mutex(nil) }

    public var value: Value {
        kept.withLock { kept in
            if let kept { return kept }
            let value = make()
            kept = value
            return value
        }
    }
}
