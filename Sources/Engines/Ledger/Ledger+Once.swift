import Storage

/// What a command found that may come twice: done now, with its acts, or done before.
public enum Once<Value: Sendable>: Sendable {
    case now(Acted<Value>)
    case already(Value)
}

extension Ledger {
    /// A command that may find that there is nothing left to do; then nothing is written and no act is made.
    public func commandOnce<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Once<Value>) async throws -> Value {
        do {
            return try await command { tx in
                switch try body(tx) {
                case .now(let acted): return acted
                // Leaving by an error undoes the transaction, which has changed nothing.
                case .already(let value): throw DoneBefore(value: value)
                }
            }
        } catch let done as DoneBefore<Value> {
            return done.value
        }
    }
}

private struct DoneBefore<Value: Sendable>: Error { let value: Value }
