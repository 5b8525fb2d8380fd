import Kernel
import Storage
import StoragePostgres
import Synchronization
import TestKit
import TestPostgres
import Testing

/// What happens when the server, or a connection to it, goes away.
@Suite("When PostgreSQL fails", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"),
       .timeLimit(.minutes(10)), .serialized)
struct FaultTests {
    private static let notes = Migration(name: "0001_notes", script: "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT NOT NULL)")

    @Test("connections that were ended while nobody used them are replaced without a word")
    func ended() async throws {
        try await withDatabase { server, database in
            for round in 0..<3 {
                try await database.write { tx in try tx.send("INSERT INTO note VALUES (\(round), 'x')") }
                #expect(try await count(database) == round + 1)
                try await endConnections(server, database)
            }
        }
    }

    @Test("a transaction whose connection is ended before the commit runs again")
    func endedWithin() async throws {
        try await withDatabase { server, database in
            let runs = Counter()
            try await database.write { tx in
                let run = runs.up()
                try tx.execute("INSERT INTO note VALUES (\(run), 'x')")
                if run == 1 { _ = try tx.rows("SELECT pg_terminate_backend(pg_backend_pid())::text AS ended") }
            }
            #expect(runs.value == 2)
            #expect(try await count(database) == 1)
            let reads = Counter()
            let seen = try await database.read { tx in
                if reads.up() == 1 { _ = try? tx.rows("SELECT pg_terminate_backend(pg_backend_pid())::text AS ended") }
                return try tx.row("SELECT id FROM note")?.get("id", as: Int.self)
            }
            #expect(seen == 2)
        }
    }

    @Test("a commit that was undone when its connection ended runs again")
    func undoneCommit() async throws {
        try await withDatabase { server, database in
            // The check of the constraint, at the commit, ends the connection; the second time it lets it pass.
            try await server.query("""
                CREATE SEQUENCE try; CREATE FUNCTION break_wire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF nextval('try') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); END IF;
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break_wire()
                """, in: database.name)
            let runs = Counter()
            try await database.write { tx in
                runs.up()
                try tx.send("INSERT INTO note VALUES (1, 'x')")
            }
            #expect(runs.value == 2)
            #expect(try await count(database) == 1)
        }
    }

    @Test("a commit that was done when its connection ended counts as done, and isn't done twice")
    func doneCommit() async throws {
        // No standby is there, so the commit is done and its answer waits for ever.
        let server = try await PostgresServer.start(durable: true)
        try await server.withDatabase { url in
            let database = try await open(url)
            try await waitForStandby("nobody", server)
            let runs = Counter(), done = Counter()
            async let written: Void = database.write { tx in
                runs.up()
                tx.afterCommit { done.up() }
                try tx.send("INSERT INTO note VALUES (1, 'x')")
            }
            try await waitUntil { try await server.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1" }
            try await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            try await written
            try await waitForStandby("", server)
            #expect(runs.value == 1 && done.value == 1)
            #expect(try await count(database) == 1)
            try await database.close()
        }
    }

    @Test("a commit of which nobody can tell whether it was done says so; and when the server is back all goes on")
    func unknownCommit() async throws {
        let server = try await PostgresServer.start(durable: true)
        try await server.withDatabase { url in
            let database = try await open(url)
            try await waitForStandby("nobody", server)
            let writing = Task { try await database.write { tx in try tx.send("INSERT INTO note VALUES (1, 'x')") } }
            try await waitUntil { try await server.query("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") == "1" }
            try await server.kill()
            try await server.restart()
            await #expect(throws: Problem("storage.outcome_unknown", .unavailable)) { try await writing.value }
            try await waitForStandby("", server)
            try await waitUntil { (try? await count(database)) == 1 }
            try await database.close()
        }
    }

    @Test("while the server is away requests fail at once, and when it is back they succeed")
    func away() async throws {
        let server = try await PostgresServer.start(durable: true)
        try await server.withDatabase { url in
            let database = try await open(url)
            try await server.kill()
            for _ in 0..<20 {
                await #expect(throws: Problem("storage.unavailable", .unavailable)) { try await count(database) }
                await #expect(throws: Problem("storage.unavailable", .unavailable)) {
                    try await database.write { tx in try tx.send("INSERT INTO note VALUES (0, 'x')") }
                }
            }
            try await server.restart()
            try await waitUntil { (try? await database.write { tx in try tx.send("INSERT INTO note VALUES (1, 'x')") }) != nil }
            #expect(try await count(database) == 1)
            try await database.close()
        }
    }

    @Test("after a fail-over the promoted standby is used, and nothing that was acknowledged is missing")
    func failOver() async throws {
        let first = try await PostgresServer.start(durable: true)
        let second = try await first.startStandby()
        try await waitForStandby("*", first)
        let hosts = "host=\(first.folder ?? ""),\(second.folder ?? "")&port=\(first.port ?? 0),\(second.port ?? 0)"
        let database = try await open("postgres://tongban@/postgres?\(hosts)")
        let acknowledged = Acknowledged()
        let writing = (0..<4).map { writer in
            Task {
                for number in 0..<100_000 where !Task.isCancelled {
                    let id = writer * 100_000 + number
                    let answer: Void? = try? await database.write { tx in try tx.send("INSERT INTO note VALUES (\(id), 'x')") }
                    if answer != nil { acknowledged.add(id) }
                }
            }
        }
        try await waitUntil { acknowledged.ids.count > 100 }
        try await first.kill()
        let before = acknowledged.ids.count
        try await second.promote()
        try await waitUntil { acknowledged.ids.count > before + 100 }
        writing.forEach { $0.cancel() }
        for task in writing { await task.value }
        let kept = try await database.read { tx in try Set(tx.rows("SELECT id FROM note").map { try $0.get("id", as: Int.self) }) }
        #expect(acknowledged.ids.subtracting(kept) == [])
        try await database.close()
    }

    @Test("a leader whose connection is ended is told so, and his work is stopped")
    func lostLeadership() async throws {
        try await withDatabase { server, database in
            let begun = AsyncStream<Void>.makeStream(), stopped = Counter()
            let leading = Task {
                try await database.leading("x") {
                    begun.continuation.finish()
                    // Ends with its task alone.
                    try? await Task.sleep(for: .seconds(600))
                    if Task.isCancelled { stopped.up() }
                }
            }
            for await _ in begun.stream {}
            try await endConnections(server, database)
            await #expect(throws: Problem("storage.leadership_lost", .unavailable)) { try await leading.value }
            #expect(stopped.value == 1)
            #expect(try await lead(database) == 3)
        }
    }

    @Test("bells ring once when their wire was broken, and are carried again afterwards")
    func brokenBells() async throws {
        try await withDatabase { server, one in
            let other = try await PostgresDatabase(url: server.address(one.name), options: .careless)
            var ear = other.bell("x").listen().makeAsyncIterator()
            for _ in 0..<2 { _ = await ear.next() }
            try await endConnections(server, one)
            #expect(await ear.next() != nil)
            let ringing = Task {
                while !Task.isCancelled {
                    one.bell("x").ring()
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            for _ in 0..<3 { #expect(await ear.next() != nil) }
            ringing.cancel()
            try await other.close()
        }
    }

    private func lead(_ database: PostgresDatabase) async throws -> Int { try await database.leading("x") { 3 } }

    private func withDatabase(_ work: (PostgresServer, PostgresDatabase) async throws -> Void) async throws {
        let server = try await PostgresServer.shared()
        try await server.withDatabase { url in
            let database = try await open(url)
            try await work(server, database)
            try await database.close()
        }
    }

    private func open(_ url: String) async throws -> PostgresDatabase {
        let database = try await PostgresDatabase(url: url, options: .careless)
        try await database.migrate([Self.notes])
        return database
    }
}

extension PostgresDatabase {
    /// The name of the database, which the address ends with.
    fileprivate var name: String { description.split(separator: "/").last.map(String.init) ?? "" }
}

/// From now on commits are answered when this standby has them too.
private func waitForStandby(_ name: String, _ server: PostgresServer) async throws {
    try await server.query("ALTER SYSTEM SET synchronous_standby_names = '\(name)'")
    try await server.query("SELECT pg_reload_conf()")
    try await waitUntil { try await server.query("SHOW synchronous_standby_names") == name }
}

/// Counts up, from any thread.
private final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }

    @discardableResult
    func up() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// What was answered as written.
private final class Acknowledged: Sendable {
    private let kept = Mutex<Set<Int>>([])
    var ids: Set<Int> { kept.withLock { $0 } }
    func add(_ id: Int) { kept.withLock { _ = $0.insert(id) } }
}

/// Ends every connection to a database, as an administrator does.
private func endConnections(_ server: PostgresServer, _ database: PostgresDatabase) async throws {
    try await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database.name)'")
}

private func count(_ database: PostgresDatabase) async throws -> Int {
    try await database.read { tx in try tx.row("SELECT COUNT(*) AS n FROM note")?.get("n") ?? -1 }
}
