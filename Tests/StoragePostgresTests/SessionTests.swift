import Dispatch
import Kernel
import Storage
import StoragePostgres
import TestKit
import TestPostgres
import Testing

@Suite("A PostgreSQL database", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"),
       .timeLimit(.minutes(10)), .serialized)
struct SessionTests {
    @Test("gives NUMERIC as a whole number when it has no places after the point, else as a real one", arguments: [
        ("0", .integer(0)), ("-1", .integer(-1)), ("9999", .integer(9999)), ("10000", .integer(10_000)),
        ("100000000", .integer(100_000_000)), ("123456789012", .integer(123_456_789_012)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .real(9_223_372_036_854_775_808)), ("0.5", .real(0.5)), ("2.0", .real(2)), ("-0.0001", .real(-0.0001)),
        ("0.00000001", .real(0.00000001)), ("0.000000012345", .real(0.000000012345)), ("12345.6789", .real(12345.6789)),
        ("1e30", .real(1e30)), ("10000.0001", .real(10000.0001)), ("'Infinity'", .real(.infinity)), ("'-Infinity'", .real(-.infinity)),
    ] as [(String, Value)])
    func numeric(_ text: String, _ wanted: Value) async throws {
        let database = try await PostgresDatabase(url: PostgresServer.shared().address("postgres"), options: .careless)
        let query = SQL(stringLiteral: "SELECT \(text)::numeric AS n")
        let value = try await database.read { tx in try tx.row(query)?.values.first }
        #expect(value == wanted)
        try await database.close()
    }

    @Test("refuses a column of a type that the contract doesn't have, and goes on")
    func foreignType() async throws {
        try await withDatabase { database in
            await #expect(throws: Problem("storage.value", .fault)) { try await database.read { tx in try tx.rows("SELECT now() AS t") } }
            try await answers(database)
        }
    }

    @Test("prepares more statements than it keeps, and those it forgot again")
    func manyStatements() async throws {
        try await withDatabase { database in
            for _ in 0..<2 {
                let sum = try await database.read { tx in
                    try (0..<1200).reduce(0) { sum, number in
                        try sum + (tx.row(SQL(stringLiteral: "SELECT \(number) AS n"))?.get("n", as: Int.self) ?? 0)
                    }
                }
                #expect(sum == 1200 * 1199 / 2)
            }
        }
    }

    @Test("keeps no statement of very many values")
    func manyValues() async throws {
        try await withDatabase { database in
            try await database.migrate([Migration(name: "0001", script: "CREATE TABLE t (a BIGINT, b TEXT)")])
            let insert = SQL(stringLiteral: "INSERT INTO t (a, b) VALUES ")
            let kept = try await database.write { tx in
                for round in 0..<5 {
                    var parts = SQL.Parts(literalCapacity: 0, interpolationCount: 0)
                    parts.appendLiteral(insert.text)
                    for row in 0..<60 {
                        parts.appendLiteral(row == 0 ? "(" : ", (")
                        parts.appendInterpolation(row)
                        parts.appendLiteral(", ")
                        parts.appendInterpolation(row == round ? Value.null : .text("x"))
                        parts.appendLiteral(")")
                    }
                    try tx.send(SQL(stringInterpolation: parts))
                }
                let query: SQL = "SELECT COUNT(*) AS n FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'"
                return try tx.row(query)?.get("n", as: Int.self)
            }
            #expect(kept == 0)
            let (rows, empty) = try await database.read { tx in
                let row = try tx.row("SELECT COUNT(*) AS n, COUNT(*) - COUNT(b) AS empty FROM t")
                return try (row?.get("n", as: Int.self), row?.get("empty", as: Int.self))
            }
            #expect(rows == 300 && empty == 5)
        }
    }

    @Test("prepares a statement anew when the table has changed below it")
    func changedTable() async throws {
        try await withDatabase { database in
            try await database.migrate([Migration(name: "0001", script: "CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (7)")])
            let query: SQL = "SELECT * FROM t"
            let before = try await database.read { tx in try tx.row(query)?.columns }
            #expect(before == ["a"])
            try await database.migrate([
                Migration(name: "0001", script: "CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (7)"),
                Migration(name: "0002", script: "ALTER TABLE t ADD COLUMN b TEXT"),
            ])
            let after = try await database.read { tx in try tx.row(query)?.columns }
            #expect(after == ["a", "b"])
        }
    }

    @Test("takes a table in parts as one: in its keys, its shape and its plans")
    func partitions() async throws {
        try await withDatabase { database in
            try await database.migrate([Migration(name: "0001", script: """
                CREATE TABLE act (id TEXT NOT NULL, at BIGINT NOT NULL, facts TEXT, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
                CREATE TABLE act_1 PARTITION OF act FOR VALUES FROM (0) TO (100);
                CREATE TABLE act_2 PARTITION OF act FOR VALUES FROM (100) TO (200);
                """)])
            let insert: SQL = "INSERT INTO act (id, at, facts) VALUES ('a', 150, 'x')"
            try await database.write { tx in try tx.send(insert) }
            let conflict = await #expect(throws: StorageConflict.self) { try await database.write { tx in try tx.send(insert) } }
            #expect(conflict?.constraint == "act.id, act.at")
            try await database.analyse()
            let shapes = try await database.read { tx in try tx.tables() }
            #expect(shapes.map(\.name) == ["act"] && shapes.first?.rows == 1)
            let steps = try await database.read { tx in try tx.plan("SELECT facts FROM act WHERE facts = \("x")") }
            #expect(Set(steps) == [PlanStep("act", .fullScan)])
        }
    }

    @Test("sends whoever waits too long for a connection away, and serves the others in the order in which they came")
    func busy() async throws {
        var options = PostgresOptions.careless
        (options.readers, options.acquire) = (1, .milliseconds(300))
        try await withDatabase(options) { database in
            let begun = AsyncStream<Void>.makeStream()
            let slow = Task {
                try await database.read { tx in
                    begun.continuation.finish()
                    _ = try tx.rows("SELECT pg_sleep(4)::text AS slept")
                }
            }
            for await _ in begun.stream {}
            await #expect(throws: Problem("storage.busy", .unavailable)) { try await one(database) }
            let cancelled = Task { try await one(database) }
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            try await slow.value
            try await answers(database)
        }
    }

    @Test("ends a statement that runs or waits too long, with a reason that people understand")
    func timeouts() async throws {
        var options = PostgresOptions.careless
        (options.statement, options.lock) = (.milliseconds(800), .milliseconds(200))
        try await withDatabase(options) { database in
            await #expect(throws: Problem("storage.timeout", .unavailable)) {
                try await database.read { tx in try tx.rows("SELECT pg_sleep(20)::text AS slept") }
            }
            try await database.migrate([Migration(name: "0001", script: "CREATE TABLE t (a BIGINT); INSERT INTO t VALUES (7)")])
            let held = AsyncStream<Void>.makeStream(), end = DispatchSemaphore(value: 0)
            let holder = Task {
                try await database.write { tx in
                    _ = try tx.rows("SELECT a FROM t \(.forUpdate)")
                    held.continuation.finish()
                    end.wait()
                }
            }
            for await _ in held.stream {}
            await #expect(throws: Problem("storage.busy", .unavailable)) {
                try await database.write { tx in try tx.rows("SELECT a FROM t \(.forUpdate)") }
            }
            end.signal()
            try await holder.value
        }
    }

    @Test("says nothing of the values when a row is refused")
    func discretion() async throws {
        try await withDatabase { database in
            try await database.migrate([Migration(name: "0001", script: "CREATE TABLE t (a BIGINT CHECK (a < 10), b TEXT UNIQUE)")])
            let statements: [SQL] = [
                "INSERT INTO t (a, b) VALUES (77, \("王小明"))", "INSERT INTO t (a) SELECT CAST(\("王小明") AS BIGINT)",
            ]
            for statement in statements {
                let error = await #expect(throws: (any Error).self) { try await database.write { tx in try tx.send(statement) } }
                let text = error.map { "\($0)" } ?? ""
                #expect(text.contains("PostgreSQL 2") && !text.contains("王小明") && !text.contains("77"), "\(text)")
            }
        }
    }

    private func answers(_ database: PostgresDatabase) async throws { #expect(try await one(database) == 1) }

    private func one(_ database: PostgresDatabase) async throws -> Int? {
        try await database.read { tx in try tx.row("SELECT 1 AS one")?.get("one") }
    }

    private func withDatabase(
        _ options: PostgresOptions = .careless, _ work: (PostgresDatabase) async throws -> Void
    ) async throws {
        try await PostgresServer.shared().withDatabase { url in
            let database = try await PostgresDatabase(url: url, options: options)
            try await work(database)
            try await database.close()
        }
    }
}
