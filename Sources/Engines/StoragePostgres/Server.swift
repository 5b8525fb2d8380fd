import Kernel
import Storage
import Synchronization

/// The server of one database: opens connections that are fit for use. While it is away nobody waits for it: until the next try is due, the
/// reason of the last is given at once.
final class Server: Sendable {
    /// What a connection is for.
    enum Role: Sendable {
        case reading, writing
        /// Work that takes as long as it takes: migrations, leadership, listening.
        case service
    }

    let address: ServerAddress
    let options: PostgresOptions
    private let outage = Mutex(Outage())

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
            let connection = try ServerConnection.open(address, patience: options.connect)
            try connection.prepare(settings(role))
            outage.withLock { $0 = Outage() }
            return connection
        } catch {
            let problem = error as? Problem ?? Problem("storage.unavailable", .unavailable, reason: "\(error)")
            note(problem)
            throw problem
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
        let isService = role == .service
        let times = [
            ("statement_timeout", options.statement), ("lock_timeout", options.lock),
            ("idle_in_transaction_session_timeout", options.idleInTransaction),
        ].map { "SET \($0) = \(isService ? 0 : Int($1 / .milliseconds(1)));" }
        return times.joined() + "SET standard_conforming_strings = on; SET default_transaction_read_only = \(role == .reading ? "on" : "off");"
    }
}

extension ServerConnection {
    /// Sets the session up and looks whether the database is one that keeps the contract: UTF-8, and text sorted by its bytes.
    fileprivate func prepare(_ settings: String) throws {
        let rows = try run(settings + """
            SELECT current_database(), pg_encoding_to_char(encoding), datlocprovider, datcollate, pg_postmaster_start_time()::text
            FROM pg_database WHERE datname = current_database()
            """)
        guard let row = rows.first?.map({ $0 ?? "" }), row.count == 5 else { throw fault }
        startedAt = row[4]
        let isSorted = row[2] == "b" || row[2] == "c" && ["C", "POSIX", "C.UTF-8", "C.utf8"].contains(row[3])
        guard row[1] == "UTF8", isSorted else {
            throw Problem("storage.collation", .fault, ["database": row[0]], reason: "\(row[1]), \(row[3])")
        }
    }
}
