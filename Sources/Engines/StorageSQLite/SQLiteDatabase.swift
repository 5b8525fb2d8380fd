#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Dispatch
import GRDB
import Kernel
import Storage
import Synchronization

/// The embedded engine: one SQLite file in WAL mode, one writer thread that commits in groups, and a few reader threads.
public final class SQLiteDatabase: Storage.Database {
    public let engine: Engine
    private let pool: DatabasePool
    private let writer: GroupCommit
    private let checkpointer: Checkpointer
    private let clock: any Kernel.Clock
    private let observer = StatementObserver()
    private let bells = Mutex<[String: Bell]>([:])
    private let turns = Turns()
    /// The folder that goes with a temporary database.
    private let disposable: String?

    /// Opens the file, or makes it. Its folder must be there. Opening touches the disk: it belongs to the start of a program.
    /// - Throws: `Problem` `storage.not_a_database` or `storage.unavailable`, with the engine's reason.
    public convenience init(path: String, clock: any Kernel.Clock = SystemClock()) throws {
        try self.init(path: path, clock: clock, durability: "FULL", disposable: nil)
    }

    /// A database of its own that nobody keeps: the file goes when the object goes, so nothing waits for the disk.
    public static func temporary(clock: any Kernel.Clock = SystemClock()) throws -> SQLiteDatabase {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tongban-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return try SQLiteDatabase(path: "\(folder)/tongban.db", clock: clock, durability: "OFF", disposable: folder)
    }

    private init(path: String, clock: any Kernel.Clock, durability: String, disposable: String?) throws {
        self.clock = clock
        self.disposable = disposable
        (pool, checkpointer) = try translatingErrors {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB lowers `synchronous` when it turns WAL on, therefore it is raised afterwards.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(durability)") }
            return try (pool, Checkpointer(queue: DatabaseQueue(path: path, configuration: Self.configuration)))
        }
        engine = try translatingErrors { [pool] in
            try Engine(.sqlite, version: pool.read { try String.fetchOne($0, sql: "SELECT sqlite_version()") } ?? "")
        }
        writer = GroupCommit(pool: pool, checkpointer: checkpointer, observer: observer)
    }

    deinit {
        if let disposable { try? FileManager.default.removeItem(atPath: disposable) }
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Reading) throws -> Value) async throws -> Value {
        do {
            return try await pool.read { [observer] in
                let connection = Connection(database: $0, observer: observer)
                return try connection.course.unspoilt(body(connection))
            }
        } catch {
            throw translated(error)
        }
    }

    @discardableResult
    public func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await writer.write(body)
    }

    public func migrate(_ migrations: [Migration]) async throws {
        try await Migrator(writer: writer, clock: clock).migrate(migrations)
    }

    public func pendingMigrations(_ migrations: [Migration]) async throws -> [String] {
        try await read { try migrations.pending(after: Migrator.applied($0)).map(\.name) }
    }

    /// For tests of how writes are grouped.
    var waitingWrites: Int { writer.waiting }

    /// One process has the file, so its bells need no wire.
    public func bell(_ name: String) -> Bell {
        bells.withLock { bells in
            let bell = bells[name] ?? Bell()
            bells[name] = bell
            return bell
        }
    }

    /// One process has the file, so it leads; within it one task after another.
    public func leading<Value: Sendable>(
        _ matter: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await turns.taking(matter, work)
    }

    public func alone<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value { try await work() }

    /// SQLite keeps no table in parts.
    public func prepareParts(from start: Timestamp, until end: Timestamp) {}

    public func analyse() async throws { try await write { tx in try tx.send("ANALYZE") } }

    public func observe(_ collector: (@Sendable (Storage.SQL) -> Void)?) { observer.set(collector) }

    public func close() async throws {
        await writer.close()
        try await withCheckedThrowingContinuation { caller in
            DispatchQueue.global().async { [pool, checkpointer] in
                caller.resume(with: Result {
                    try checkpointer.close()
                    // Whoever copies the file of a database at rest has all of it. A reader elsewhere may prevent it; nothing is lost then.
                    _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
                    try pool.close()
                })
            }
        }
    }

    /// Auto-checkpoints are off, because they make the writer wait: `Checkpointer` does them beside it. Statement journals
    /// stay in memory: each write of a group has one, and it is never large. `LIKE` minds case, as it does in PostgreSQL.
    private static let configuration: Configuration = {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 6
        configuration.prepareDatabase { database in
            try database.execute(sql: """
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = -16000;
                PRAGMA temp_store = MEMORY;
                PRAGMA case_sensitive_like = ON;
                """)
        }
        return configuration
    }()
}
