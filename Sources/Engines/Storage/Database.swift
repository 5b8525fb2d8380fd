/// A place where rows are kept. The closure is the transaction: it runs on the engine's own threads, never on Swift's
/// cooperative pool, and nothing awaits inside it.
public protocol Database: Sendable {
    /// Reads one unchanging picture of the data. Readers never wait for writers.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Reading) throws -> Value) async throws -> Value

    /// Changes rows, all or none. When this returns, the change is durable; when the closure throws, nothing of it stays.
    /// The engine may run the closure again after a conflict, so it must have no effect but on the rows.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// Brings the schema up to the newest of these migrations.
    /// - Throws: `Problem` `storage.newer_schema` when the data was written by a later release.
    func migrate(_ migrations: [Migration]) async throws

    /// Ends all work and closes the connections. Work under way is finished first.
    func close() async throws
}

/// A transaction seen by a reader.
public protocol Reading {
    /// All rows of a query. Always bounded by a `LIMIT` or by a key.
    func rows(_ sql: SQL) throws -> [Row]
}

/// A transaction that may change rows.
public protocol Transaction: Reading {
    /// Runs a statement and tells how many rows it touched. A broken uniqueness throws `StorageConflict`.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Does this once the transaction is durable, and never if it is undone: how sleepers are woken for what was written.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
}

extension Reading {
    /// The first row, or `nil`.
    public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
}

/// A row of the same unique key was there already.
public struct StorageConflict: Error, Sendable {
    /// The constraint as the engine names it: `table.column[, table.column]`.
    public let constraint: String
    public init(constraint: String) { self.constraint = constraint }
}
