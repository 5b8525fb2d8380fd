import Foundation
import Kernel
import Storage
import Synchronization

/// The engine for a city that needs more than one machine: PostgreSQL, through libpq. Each connection has a thread of its own;
/// statements whose answer nobody needs yet are sent together with the next.
public final class PostgresDatabase: Database, CustomStringConvertible {
    public let engine: Engine
    /// Where it is, without the password.
    public var description: String { server.address.description }

    private let server: Server
    private let readers, writers: Pool
    private let keeper: Keeper
    private let keys = UniqueKeys()
    private let observer = StatementObserver()
    private let turns = Turns()
    private let retrying: Retrying
    private let clock: any Kernel.Clock
    private let isClosed = Atomic(false)

    /// Connects once, to see that the database is there and keeps the contract.
    /// - Parameter url: `postgres://user:password@host:port/database?sslmode=verify-full`, with all that libpq knows
    ///   (PostgreSQL, 34.1.1.2); several hosts are tried in turn, and the one that takes changes is used.
    /// - Throws: the `Problem` that says what is wrong: `storage.invalid_url`, `unknown_host`, `password`, `no_database`,
    ///   `tls`, `plain_text`, `too_old`, `collation`, `careless`, `read_only`, `unavailable`.
    public init(
        url: String, options: PostgresOptions = PostgresOptions(), clock: any Kernel.Clock = SystemClock(),
        random: any RandomSource = SystemRandom()
    ) async throws {
        let server = try Server(ServerAddress(url), options)
        engine = try await onThread {
            let first = try server.connect(.writing)
            return Engine(.postgres, version: first.version, weaknesses: first.weaknesses)
        }
        (self.server, self.clock) = (server, clock)
        readers = Pool(server, .reading, bound: options.readers)
        writers = Pool(server, .writing, bound: options.writers)
        keeper = Keeper(server)
        retrying = Retrying(bound: options.retries, random: random)
    }

    deinit {
        readers.abandon()
        writers.abandon()
        keeper.close()
    }

    public func read<Value: Sendable>(_ body: @escaping @Sendable (any Reading) throws -> Value) async throws -> Value {
        try await retrying.run {
            try await readers.run(stoppable: true) { [keys, observer] in try $0.read(body, keys: keys, observer: observer) }
        }
    }

    /// Two writers may look for the same row, both find none, and both add it. Writers that run one after another would not:
    /// the second would have seen the first one's. So a writer that meets a conflict is run once more, and then sees it too.
    @discardableResult
    public func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        do { return try await writeOnce(body) } catch is StorageConflict { return try await writeOnce(body) }
    }

    private func writeOnce<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await retrying.run {
            try await writers.run(stoppable: false) { [keys, observer] in try $0.write(body, keys: keys, observer: observer) }
        }
    }

    public func migrate(_ migrations: [Migration]) async throws {
        try await aside { [now = clock.now] in try Migrator(connection: $0, now: now).migrate(migrations) }
        server.knownSteps.withLock { $0 = migrations.map(\.name) }
    }

    public func pendingMigrations(_ migrations: [Migration]) async throws -> [String] {
        try await aside { [now = clock.now] in try Migrator(connection: $0, now: now).pending(migrations).map(\.name) }
    }

    public func bell(_ name: String) -> Bell { keeper.bell(name) }

    public func leading<Value: Sendable>(
        _ matter: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard !isClosed.load(ordering: .relaxed) else { throw Problem("storage.closed", .unavailable) }
        // Within the process they wait for each other without a connection.
        return try await turns.taking(matter) { [server] in try await Leadership.during(matter, server, work) }
    }

    public func alone<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await Solitude(server).during(work)
    }

    public func prepareParts(from start: Timestamp, until end: Timestamp) async throws {
        try await aside { [now = clock.now] in try MonthlyParts(connection: $0, now: now).prepare(from: start, until: end) }
    }

    public func analyse() async throws { try await aside { _ = try $0.run("ANALYZE") } }

    public func observe(_ collector: (@Sendable (SQL) -> Void)?) { observer.set(collector) }

    public func close() async throws {
        isClosed.store(true, ordering: .relaxed)
        keeper.close()
        await writers.close()
        await readers.close()
    }

    /// Has a connection of its own do what may take long.
    private func aside<Value: Sendable>(_ work: @escaping @Sendable (ServerConnection) throws -> Value) async throws -> Value {
        guard !isClosed.load(ordering: .relaxed) else { throw Problem("storage.closed", .unavailable) }
        do {
            return try await onThread { [server] in try work(server.connect(.service)) }
        } catch let fault as ServerFault {
            throw fault.problem
        }
    }
}

/// Does blocking work on a thread that lives for it.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { caller in
        let thread = Thread { caller.resume(with: Result { try work() }) }
        thread.start()
    }
}
