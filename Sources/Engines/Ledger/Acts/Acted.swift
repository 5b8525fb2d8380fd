import Kernel

/// What a command gives back: its value, and at least one act that says what it did. There is no way to make one without
/// an act, and no way to write through the `Ledger` without making one: so nothing changes official state unseen.
public struct Acted<Value: Sendable>: Sendable {
    public let value: Value
    /// In the order in which they were done; never empty.
    public let acts: [Act]

    public init(_ value: Value, _ first: Act, _ more: Act...) {
        (self.value, acts) = (value, [first] + more)
    }

    /// For commands that count their acts only when they run.
    /// - Throws: `Problem` `ledger.no_act` when there is none, which undoes the command.
    public init(_ value: Value, _ acts: [Act]) throws {
        guard !acts.isEmpty else { throw Problem("ledger.no_act", .fault, reason: "a command changed rows without an act") }
        (self.value, self.acts) = (value, acts)
    }
}

extension Acted<Void> {
    /// For commands that have nothing to give back.
    public init(recording first: Act, _ more: Act...) {
        (value, acts) = ((), [first] + more)
    }
}
