import Kernel

/// A place where rows are kept. The closure is the transaction: it runs on the engine's own threads, never on Swift's
/// cooperative pool, and nothing awaits inside it.
public protocol Database: Sendable {
    var engine: Engine { get }

    /// Reads one unchanging picture of the data. Readers never wait for writers. When its task is cancelled the reading stops
    /// and `CancellationError` is thrown.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Reading) throws -> Value) async throws -> Value

    /// Changes rows, all or none. When this returns, the change is durable; when the closure throws, nothing of it stays. The
    /// engine may run the closure again after a conflict, so it must have no effect but on the rows. Writers may run side by
    /// side: who decides by a row that he has read locks it with `SQL.forUpdate`.
    @discardableResult
    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// Brings the schema up to the newest of these migrations. Several nodes may try at once: one does it, the others wait.
    /// - Throws: `Problem` `storage.newer_schema` when the data was written by a later release, `storage.changed_migration`
    ///   when a script isn't what it was when it was applied.
    func migrate(_ migrations: [Migration]) async throws

    /// The names of those that are not applied yet, in order. Changes nothing.
    /// - Throws: as `migrate` does.
    func pendingMigrations(_ migrations: [Migration]) async throws -> [String]

    /// The bell of this name, which all nodes over this database share.
    func bell(_ name: String) -> Bell

    /// Waits until this node leads in a matter, then does the work; no other node leads in it meanwhile.
    /// - Throws: `Problem` `storage.leadership_lost` when the database forgot that we lead; the work's task was cancelled then.
    ///   Leadership is no lock on rows: what must not happen twice, a key in the schema forbids.
    func leading<Value: Sendable>(_ matter: String, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value

    /// Does something while nobody else is at this database, from whichever machine; who comes meanwhile is refused
    /// (`storage.being_moved`). For work that nobody may write beside. An engine that serves one machine leaves that to whoever keeps
    /// its file.
    /// - Throws: `Problem` `storage.in_use`, with the number of connections, when somebody is; `storage.being_moved` when another has it
    ///   alone; `storage.leadership_lost` when the database forgot that we are alone: the work's task was cancelled then.
    func alone<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value

    /// Gets ready for rows of a time: big tables that are kept in parts, one a month, get the parts that are missing from one month
    /// to another, both included. What comes for a month without a part is kept all the same, only less well. Rows that are there
    /// already stay where they are. When somebody works on a table for so long that others would have to wait, nothing is done.
    func prepareParts(from start: Timestamp, until end: Timestamp) async throws

    /// Counts anew what the planner of queries goes by. For after great changes, such as a restore.
    func analyse() async throws

    /// Hands each statement that is run from now on, once for each text, to a collector; `nil` ends it. For tests of plans.
    func observe(_ collector: (@Sendable (SQL) -> Void)?)

    /// Ends all work and closes the connections. Work under way is finished first.
    func close() async throws
}

extension Database {
    /// Gets ready for what will be written from now on: this month and the next two. For every day.
    public func prepareParts(from now: Timestamp) async throws {
        let month = LocalDate(now)
        // From the first of a month, 62 days lead into the second month after it, whichever months they are.
        try await prepareParts(from: now, until: month.adding(days: 63 - month.day).at())
    }
}

/// Which engine keeps the rows.
public struct Engine: Sendable, Hashable {
    /// As files of migrations are called that are not the same on both: `0007_cases.postgres.sql`.
    public enum Name: String, Sendable, CaseIterable { case sqlite, postgres }

    public let name: Name
    /// The version that the engine tells of itself: `15.18`.
    public let version: String

    /// What is wrong with how it is set up, though somebody said that it may be.
    public let weaknesses: [Weakness]

    public init(_ name: Name, version: String, weaknesses: [Weakness] = []) {
        (self.name, self.version, self.weaknesses) = (name, version, weaknesses)
    }

    public enum Weakness: Sendable, Hashable {
        /// What it has confirmed is gone when its machine falls, by these settings.
        case losesData(settings: String)
        /// It is on another machine, and whoever is on the way reads along.
        case plainText
        /// It is on another machine, and whoever is on the way may pretend to be it.
        case uncheckedServer
    }
}

/// A row of the same unique key was there already.
public struct StorageConflict: Error, Sendable {
    /// The columns of the broken key: `table.column[, table.column]`.
    public let constraint: String
    public init(constraint: String) { self.constraint = constraint }
}
