import Kernel
import Storage
import StoragePostgres
import TestKit
import TestPostgres
import Testing

/// A server whose machine hangs or is gone: it refuses nothing, ends nothing, and says nothing.
@Suite("When PostgreSQL is silent", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"),
       .timeLimit(.minutes(10)), .serialized)
struct SilenceTests {
    @Test("the next server of the address is asked, and again when the first has come back and the second is silent")
    func firstOfTwo() async throws {
        let first = try await PostgresServer.start(durable: false), second = try await PostgresServer.start(durable: false)
        let hosts = "host=\(first.folder ?? ""),\(second.folder ?? "")&port=\(first.port ?? 0),\(second.port ?? 0)"
        try await first.freeze()
        let database = try await PostgresDatabase(url: "postgres://tongban@/postgres?\(hosts)", options: Self.hasty)
        #expect(try await port(database) == second.port)
        try await first.thaw()
        try await second.freeze()
        #expect(try await port(database) == first.port)
        try await second.thaw()
        try await database.close()
    }

    @Test("whoever waits for an answer is told, a commit without an answer says so, and when the server speaks again all goes on")
    func underWay() async throws {
        try await withServer { server, database in
            try await server.freeze()
            let reading = Task { try await one(database) }
            let writing = Task { try await database.write { tx in try tx.execute("INSERT INTO note VALUES (1)") } }
            let committing = Task { try await database.write { tx in try tx.send("INSERT INTO note VALUES (2)") } }
            await #expect(throws: Problem("storage.unavailable", .unavailable)) { _ = try await reading.value }
            await #expect(throws: Problem("storage.unavailable", .unavailable)) { _ = try await writing.value }
            await #expect(throws: Problem("storage.outcome_unknown", .unavailable)) { try await committing.value }
            try await server.thaw()
            try await goesOn(database)
        }
    }

    @Test("a reader that is cancelled is let go, and its connection is given up")
    func cancelled() async throws {
        try await withServer { server, database in
            try await server.freeze()
            let begun = AsyncStream<Void>.makeStream()
            let reader = Task {
                try await database.read { tx in
                    begun.continuation.finish()
                    _ = try tx.row("SELECT 1 AS one")
                }
            }
            for await _ in begun.stream {}
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
            try await server.thaw()
            try await goesOn(database)
        }
    }

    private static let hasty: PostgresOptions = {
        var options = PostgresOptions.careless
        (options.connect, options.statement, options.lock, options.readers) = (.seconds(1), .seconds(1), .seconds(1), 2)
        return options
    }()

    /// The connections that are needed stand before the work begins.
    private func withServer(_ work: (PostgresServer, PostgresDatabase) async throws -> Void) async throws {
        let server = try await PostgresServer.start(durable: false)
        let database = try await PostgresDatabase(url: server.address("postgres"), options: Self.hasty)
        try await database.migrate([Migration(name: "0001_notes", script: "CREATE TABLE note (id BIGINT PRIMARY KEY)")])
        async let first: Void = database.write { tx in _ = try tx.rows("SELECT pg_sleep(0.3)::text AS slept") }
        async let second: Void = database.write { tx in _ = try tx.rows("SELECT pg_sleep(0.3)::text AS slept") }
        _ = try await (first, second, one(database))
        try await work(server, database)
        try await database.close()
    }

    private func one(_ database: PostgresDatabase) async throws -> Int? {
        try await database.read { tx in try tx.row("SELECT 1 AS one")?.get("one") }
    }

    private func goesOn(_ database: PostgresDatabase) async throws {
        try await waitUntil { (try? await one(database)) == 1 }
        try await waitUntil { (try? await database.write { tx in try tx.send("INSERT INTO note VALUES (3)") }) != nil }
    }

    private func port(_ database: PostgresDatabase) async throws -> Int? {
        try await database.read { tx in try tx.row("SELECT CAST(current_setting('port') AS BIGINT) AS port")?.get("port") }
    }
}
