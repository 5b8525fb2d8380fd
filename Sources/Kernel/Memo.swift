import Synchronization

/// What was worked out before, by a key that names everything it was worked out from. Bounded: when it is full all is forgotten,
/// which costs each value one making more.
public final class Memo<Value: Sendable>: Sendable {
    private let kept = Mutex<[String: Value]>([:])
    private let bound: Int

    public init(bound: Int) { self.bound = bound }

    /// The value under this key, made now if it isn't there. Two who ask at once may both make it.
    public func value(_ key: String, make: () throws -> Value) rethrows -> Value {
        if let value = find(key) { return value }
        let value = try make()
        keep(value, key)
        return value
    }

    public func value(_ key: String, make: () async throws -> Value) async rethrows -> Value {
        if let value = find(key) { return value }
        let value = try await make()
        keep(value, key)
        return value
    }

    private func find(_ key: String) -> Value? { kept.withLock { $0[key] } }

    private func keep(_ value: Value, _ key: String) {
        kept.withLock { kept in
            if kept.count >= bound { kept.removeAll() }
            kept[key] = value
        }
    }
}
