import Storage

/// Something that watches the ledger: supervision, notifications, search, statistics, docking. A reader has a durable
/// cursor, so that it sees every act once and in order, and can be thrown away and built again from position 0.
public protocol LedgerReader: Sendable {
    /// The name of its cursor: never changed once released.
    var name: String { get }

    /// Takes note of acts, in the order of their positions. The cursor moves in the same transaction: if this throws, nothing
    /// stays, and the same acts come again later. May run more than once for the same acts only after such a failure.
    func take(_ acts: [SequencedAct], in tx: any Transaction) throws

    /// Removes all that `take` has made, so that it can be made again.
    func clear(in tx: any Transaction) throws
}
