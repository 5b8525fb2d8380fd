import Kernel
import Storage
import Synchronization

/// Being alone at a database: a lock that every new connection asks for in passing, and a look at those that were there before.
struct Solitude {
    static let matter = "alone"
    /// Connections that were closed just now may still be on the server's list.
    private static let patience = Duration.seconds(8)

    private let server: Server

    init(_ server: Server) { self.server = server }

    /// - Throws: `storage.in_use`, `storage.being_moved`, `storage.leadership_lost`.
    func during<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        server.isAlone.store(true, ordering: .sequentiallyConsistent)
        defer { server.isAlone.store(false, ordering: .sequentiallyConsistent) }
        let bound = Leadership.Bound(time: Self.patience, problem: Problem("storage.being_moved", .unavailable))
        return try await Leadership.during(Self.matter, server, waiting: bound) {
            try await demandNobody()
            return try await work()
        }
    }

    private func demandNobody() async throws {
        let end = ContinuousClock.now + Self.patience
        while case let others = try await onThread({ try others() }), !others.isEmpty {
            let who = Set(others).sorted().prefix(5).joined(separator: ", ")
            guard ContinuousClock.now < end else { throw Problem("storage.in_use", .conflict, ["count": "\(others.count)", "who": who]) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Who has connections of this user but we: by program, and by machine where it isn't this one. What other users have open is none of
    /// our nodes.
    private func others() throws -> [String] {
        let rows = try server.connect(.watching).run("""
            SELECT application_name || coalesce('@' || host(client_addr), '') FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND backend_type = 'client backend'
            AND application_name NOT LIKE '%\(server.mark)'
            """)
        return rows.map { ($0.first ?? nil) ?? "" }
    }
}
