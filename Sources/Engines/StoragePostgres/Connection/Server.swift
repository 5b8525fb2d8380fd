import Kernel
import Storage
import Synchronization

/// The server of one database: opens connections that are fit for use. While it is away nobody waits for it: until the next try
/// is due, the reason of the last is given at once.
final class Server: Sendable {
    /// What a connection is for.
    enum Role: CaseIterable {
        case reading, writing
        /// Short statements of the engine's own: leadership, bells, what became of a commit.
        case watching
        /// Work that takes as long as it takes: migrations, parts, counting.
        case service
    }

    let address: ServerAddress
    let options: PostgresOptions
    /// By which the server's list tells our connections from others': the end of their names.
    let mark = "-\(SystemRandom().bytes(4).hex)"
    /// Whether we want this database for ourselves. Others are refused by the lock that we hold.
    let isAlone = Atomic(false)
    /// The steps of the schema that this node knows, once it has brought the schema up to them. A node that comes back to a database that
    /// a newer release has taken further is refused its connections: it would write rows in a shape that is past.
    let knownSteps = Mutex<[String]?>(nil)
    private let outage = Mutex(Outage())
    /// Which machine the last connection was made to.
    private let last = Mutex<ServerAddress.Machine?>(nil)

    private struct Outage {
        var failures = 0
        var until: ContinuousClock.Instant?
        var problem: Problem?
    }

    init(_ address: ServerAddress, _ options: PostgresOptions) { (self.address, self.options) = (address, options) }

    /// Blocks: for threads of the engine only.
    func connect(_ role: Role) throws -> ServerConnection {
        if let problem = outage.withLock({ $0.until.map { $0 > .now } == true ? $0.problem : nil }) { throw problem }
        do {
            let connection = try connectToOne(role)
            outage.withLock { $0 = Outage() }
            return connection
        } catch {
            note(error)
            throw error
        }
    }

    /// Tries one machine after the other, the last good one first. Each has its own time: one that is silent must not use up what
    /// the next one needs, as it would if libpq were given all at once.
    private func connectToOne(_ role: Role) throws(Problem) -> ServerConnection {
        let good = last.withLock { $0 }, machines = address.machines()
        var refusal = Problem("storage.unavailable", .unavailable)
        for machine in machines.filter({ $0 == good }) + machines.filter({ $0 != good }) {
            do {
                let connection = try ServerConnection.open(
                    address, at: machine, patience: options.connect, acceptsPlainText: options.acceptsPlainText)
                try connection.prepare(
                    settings(role), orRefuse: !isAlone.load(ordering: .sequentiallyConsistent),
                    acceptsLosingData: options.acceptsLosingData, known: knownSteps.withLock { $0 })
                connection.patience = patience(role)
                last.withLock { $0 = machine }
                return connection
            } catch {
                refusal = error as? Problem ?? Problem("storage.unavailable", .unavailable, reason: "\(error)")
                // What is wrong with the user or the database is wrong everywhere.
                let isElsewhereToo = refusal.kind != .unavailable || refusal.code == "storage.being_moved"
                guard !isElsewhereToo || refusal.code == "storage.unknown_host" else { throw refusal }
            }
        }
        throw refusal
    }

    /// How long a connection may be silent while an answer is due. A statement's own end, which the server sees to, comes before.
    private func patience(_ role: Role) -> Duration? {
        switch role {
        case .reading, .writing: options.statement > .zero ? options.statement + .seconds(5) : nil
        case .watching: .seconds(30)
        case .service: nil
        }
    }

    private func note(_ problem: Problem) {
        outage.withLock { outage in
            outage.failures = min(outage.failures + 1, 5)
            outage.until = .now + .milliseconds(50 << outage.failures)
            outage.problem = problem
        }
    }

    private func settings(_ role: Role) -> String {
        let isBounded = role == .reading || role == .writing
        let times = [
            ("statement_timeout", options.statement), ("lock_timeout", options.lock),
            ("idle_in_transaction_session_timeout", options.idleInTransaction),
        ].map { "SET \($0) = \(isBounded ? Int($1 / .milliseconds(1)) : 0);" }
        // A commit is confirmed when it is on the disk, and on that of the standbys that the server waits for: whatever is the default
        // of the server, the database or the role. Only one level is stronger.
        // By the four of TCP a server misses a node whose machine is gone within half a minute, and lets go of the locks by which it
        // led. Its own system would wait for two hours.
        return times.joined() + """
            SET standard_conforming_strings = on;
            SET default_transaction_read_only = \(role == .reading ? "on" : "off");
            SET tcp_keepalives_idle = 10;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3;
            SET tcp_user_timeout = 20000;
            SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply'
                ELSE 'on' END, false);
            SELECT set_config('application_name', current_setting('application_name') || '\(mark)', false);

            """
    }
}

extension ServerConnection {
    /// Sets the session up and looks whether the database is one that keeps the contract: UTF-8, text sorted by its bytes, and
    /// what was confirmed stays.
    /// - Parameters:
    ///   - refusing: whether it is not for us while somebody wants the database for himself.
    ///   - acceptsLosingData: whether it may be one that forgets what it has confirmed.
    ///   - known: the steps of the schema that we know, once we have taken them.
    fileprivate func prepare(_ settings: String, orRefuse refusing: Bool, acceptsLosingData: Bool, known: [String]?) throws {
        let newer = known.map { known in
            let names = known.map(quoted).joined(separator: ", ")
            return "(SELECT string_agg(name, ', ' ORDER BY name) FROM schema_migration WHERE name NOT IN (\(names.isEmpty ? "''" : names)))"
        }
        let rows = try run(settings + """
            SELECT current_database(), pg_encoding_to_char(encoding), datlocprovider, datcollate, pg_postmaster_start_time()::text,
                pg_try_advisory_xact_lock_shared(\(advisoryKey(Solitude.matter))), \(newer ?? "NULL"), current_setting('fsync'),
                current_setting('full_page_writes')
            FROM pg_database WHERE datname = current_database()
            """)
        guard let row = rows.first?.map({ $0 ?? "" }), row.count == 9 else { throw fault }
        guard row[6].isEmpty else { throw Problem("storage.newer_schema", .fault, ["names": row[6]]) }
        if refusing, row[5] != "t" { throw Problem("storage.being_moved", .unavailable) }
        startedAt = row[4]
        let isSorted = row[2] == "b" || row[2] == "c" && ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(row[3])
        guard row[1] == "UTF8", isSorted else {
            throw Problem("storage.collation", .fault, ["database": row[0]], reason: "\(row[1]), \(row[3])")
        }
        let careless = zip(["fsync", "full_page_writes"], row[7...]).filter { $1 == "off" }.map { "\($0.0) = off" }.joined(separator: ", ")
        if careless.isEmpty { return }
        guard acceptsLosingData else { throw Problem("storage.careless", .fault, ["settings": careless]) }
        weaknesses.append(.losesData(settings: careless))
    }
}
