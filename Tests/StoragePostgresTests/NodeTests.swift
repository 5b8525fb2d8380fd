import Kernel
import Storage
import TestKit
import TestPostgres
import Testing
@testable import StoragePostgres

@Suite("A node on PostgreSQL", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"), .timeLimit(.minutes(10)))
struct NodeTests {
    @Test("that waits to lead doesn't keep VACUUM from its work")
    func waiting() async throws {
        let server = try await PostgresServer.shared()
        try await server.withDatabase { url in
            let one = try await PostgresDatabase(url: url, options: .careless)
            let other = try await PostgresDatabase(url: url, options: .careless)
            let leader = Task { try await one.leading("x") { try await Task.sleep(for: .seconds(600)) } }
            func sessions(_ condition: String) async throws -> Int? {
                try await Int(server.query("""
                    SELECT COUNT(*) FROM pg_stat_activity
                    WHERE datname = '\(url.database)' AND query LIKE '%advisory%lock%' AND pid <> pg_backend_pid() AND \(condition)
                    """))
            }
            try await waitUntil { try await sessions("state = 'idle'") == 1 }
            let waiter = Task { try await other.leading("x") { Issue.record("it led beside the leader") } }
            try await waitUntil { try await sessions("true") == 2 }
            try await waitUntil { try await sessions("backend_xmin IS NOT NULL") == 0 }
            waiter.cancel()
            await #expect(throws: CancellationError.self) { try await waiter.value }
            leader.cancel()
            await #expect(throws: CancellationError.self) { try await leader.value }
            try await one.close()
            try await other.close()
        }
    }

    @Test("is let alone only when no other is there, and then keeps all others out, whoever they are")
    func alone() async throws {
        try await PostgresServer.shared().withDatabase { url in
            let mover = try await PostgresDatabase(url: url, options: .careless)
            let node = try await PostgresDatabase(url: url, options: .careless)
            let bell = node.bell("x")
            let hears = try await node.read { try $0.row("SELECT 1 AS one") != nil }
            #expect(hears)
            let refusal = await #expect(throws: Problem("storage.in_use", .conflict)) { try await mover.alone {} }
            #expect(Int(refusal?.arguments["count"] ?? "").map { $0 > 0 } == true)
            try await node.close()
            withExtendedLifetime(bell) {}

            let own = try await mover.alone {
                await #expect(throws: Problem("storage.being_moved", .unavailable)) {
                    try await PostgresDatabase(url: url, options: .careless)
                }
                return try await mover.write { try $0.row("SELECT 8 AS n")?.get("n", as: Int.self) }
            }
            #expect(own == 8)
            let second = try await Self.opened(url)
            try await mover.close()
            #expect(try await second.alone { 9 } == 9)
            try await second.close()
        }
    }

    @Test("of two that would be alone at once one is refused")
    func two() async throws {
        try await PostgresServer.shared().withDatabase { url in
            let one = try await PostgresDatabase(url: url, options: .careless)
            let other = try await PostgresDatabase(url: url, options: .careless)
            try await one.alone {
                await #expect(throws: Problem("storage.being_moved", .unavailable)) {
                    try await PostgresDatabase(url: url, options: .careless)
                }
                await #expect(throws: Problem("storage.being_moved", .unavailable)) { try await other.alone {} }
            }
            try await one.close()
            try await other.close()
        }
    }

    @Test("whose machine is gone is missed by the server within half a minute", arguments: Server.Role.allCases)
    func gone(_ role: Server.Role) async throws {
        let own = try await PostgresServer.start(durable: false)
        let server = try Server(ServerAddress("postgres://tongban@localhost:\(own.port ?? 0)/postgres"), .careless)
        let connection = try server.connect(role)
        let names = ["tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout"]
        let values = try connection.run("SELECT \(names.map { "current_setting('\($0)')" }.joined(separator: ", "))")
        #expect(values == [["10", "5", "3", "20000"]])
        withExtendedLifetime(own) {}
    }

    /// The server lets go of a lock a moment after the connection that held it is gone.
    private static func opened(_ url: String) async throws -> PostgresDatabase {
        while true {
            do {
                return try await PostgresDatabase(url: url, options: .careless)
            } catch let problem as Problem where problem.code == "storage.being_moved" {
                await Task.yield()
            }
        }
    }
}

extension String {
    /// The database's name in an address: `postgres://user@/name?…`.
    fileprivate var database: String { split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? "" }
}
