import Kernel
import Storage

/// The ledger (办理账本): the one way to change official state, and the record of every change.
///
/// Features are handed a `Ledger` and not a `Database`: they may read as they like, but can write only by a command, and
/// a command cannot be made without an act. What follows an act belongs to a `LedgerReader`, never to the command.
public struct Ledger: Sendable {
    /// The city's name, as receipts show it.
    public let city: String
    let database: any Database
    /// Rung when acts were committed: wakes the sequencer, on whichever node it is.
    let committed: Bell
    /// Rung when acts were given their positions: wakes the readers, and who else follows.
    public let sequenced: Bell

    public init(_ database: any Database, city: String) {
        (self.database, self.city) = (database, city)
        (committed, sequenced) = (database.bell("ledger.committed"), database.bell("ledger.sequenced"))
    }

    /// Changes rows and records what was done, in one transaction: all or nothing. Durable when this returns.
    /// The closure may run again after a conflict, so it must have no effect but on the rows.
    public func command<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> Acted<Value>
    ) async throws -> Value {
        let value = try await database.write { tx in
            let acted = try body(tx)
            try ActStore.append(acted.acts, in: tx)
            return acted.value
        }
        committed.ring()
        return value
    }

    /// Reads one unchanging picture of the data.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Reading) throws -> Value) async throws -> Value {
        try await database.read(body)
    }

    /// Adds acts to a transaction that is open already: for readers and jobs, which are given one. Whoever opened it calls
    /// `wake()` after the commit; the sequencer does so for its readers.
    public static func record(_ acts: [Act], in tx: any Transaction) throws { try ActStore.append(acts, in: tx) }

    /// Tells the sequencer that acts may be waiting.
    public func wake() { committed.ring() }
}
