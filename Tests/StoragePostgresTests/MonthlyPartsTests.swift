import Dispatch
import Foundation
import Kernel
import Storage
import StoragePostgres
import TestKit
import TestPostgres
import Testing

@Suite("Tables in monthly parts", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"))
struct MonthlyPartsTests {
    private static let table = Migration(name: "0001_notes", script: """
        CREATE TABLE note (id TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL) PARTITION BY RANGE (id);
        CREATE TABLE note_rest PARTITION OF note DEFAULT;
        """)
    private static let december = LocalDate(year: 2026, month: 12, day: 24)!.at(hour: 9)

    @Test("get this month's part and the next two, and a row lies in the part of its month")
    func parts() async throws {
        try await withTable { database in
            try await database.prepareParts(from: Self.december)
            try await database.prepareParts(from: Self.december)
            let months: [(LocalDate, String)] = [
                (LocalDate(year: 2026, month: 11, day: 30)!, "note_rest"), (LocalDate(year: 2026, month: 12, day: 1)!, "note_202612"),
                (LocalDate(year: 2026, month: 12, day: 31)!, "note_202612"), (LocalDate(year: 2027, month: 2, day: 28)!, "note_202702"),
                (LocalDate(year: 2027, month: 3, day: 1)!, "note_rest"),
            ]
            for (day, part) in months {
                let found = try await database.write { tx in
                    let id = ID<Migration>(at: day.at(hour: 23), SystemRandom())
                    try tx.send("INSERT INTO note (id, text) VALUES (\(id), 'x')")
                    return try tx.row("SELECT tableoid::regclass::text AS part FROM note WHERE id = \(id)")?.get("part", as: String.self)
                }
                #expect(found == part, "\(day)")
            }
        }
    }

    @Test("leave a month alone of which something lies in the rest already")
    func rest() async throws {
        try await withTable { database in
            let id = ID<Migration>(at: Self.december, SystemRandom())
            try await database.write { try $0.send("INSERT INTO note (id, text) VALUES (\(id), 'early')") }
            try await database.prepareParts(from: Self.december)
            let query: SQL = "SELECT tableoid::regclass::text AS part FROM note"
            let part = try await database.read { try $0.row(query)?.get("part", as: String.self) }
            #expect(part == "note_rest")
            let later = ID<Migration>(at: Self.december + .days(30), SystemRandom())
            try await database.write { try $0.send("INSERT INTO note (id, text) VALUES (\(later), 'later')") }
            let parts = try await database.read { tx in
                try tx.rows("SELECT tableoid::regclass::text AS part FROM note ORDER BY id").map { try $0.get("part", as: String.self) }
            }
            #expect(parts == ["note_rest", "note_202701"])
        }
    }

    @Test("are made ahead beside a rest that holds much, which the server doesn't read while it keeps others from it")
    func fullRest() async throws {
        let server = try await PostgresServer.start(durable: false, settings: ["log_min_messages = debug1"])
        let database = try await PostgresDatabase(url: server.make().url, options: .careless, clock: StandingClock(Self.december))
        try await database.migrate([Self.table])
        try await database.write { tx in
            // As if an earlier attempt had been broken off.
            try tx.send("ALTER TABLE note_rest ADD CONSTRAINT month_to_come CHECK (id < '2') NOT VALID")
            try tx.send("INSERT INTO note (id, text) SELECT '01' || number::text, 'early' FROM generate_series(1, 1000) AS number")
        }
        try await database.prepareParts(from: Self.december)
        #expect(try await parts(database) == ["note_202612", "note_202701", "note_202702", "note_rest"])
        let left = try await database.read { try $0.rows("SELECT conname FROM pg_constraint WHERE conname = 'month_to_come'").count }
        #expect(left == 0)
        try await database.close()
        let log = try String(contentsOfFile: "\(server.folder ?? "")/log", encoding: .utf8)
        // The two months to come; the month that is goes without, since people write it.
        #expect(log.split(separator: "default partition \"note_rest\" is implied by existing constraints").count == 3)
    }

    @Test("wait for another day when somebody reads for long, and keep nobody from writing", .timeLimit(.minutes(10)))
    func longReader() async throws {
        try await withTable { database in
            let begun = AsyncStream<Void>.makeStream(), end = DispatchSemaphore(value: 0)
            let reader = Task {
                try await database.read { tx in
                    _ = try tx.rows("SELECT id FROM note")
                    begun.continuation.finish()
                    end.wait()
                }
            }
            for await _ in begun.stream {}
            async let preparing: Void = database.prepareParts(from: Self.december)
            let writes = Task {
                for _ in 0..<100 {
                    let id = ID<Migration>(at: Self.december + .days(-60), SystemRandom())
                    try await database.write { try $0.send("INSERT INTO note (id, text) VALUES (\(id), 'x')") }
                }
            }
            try await preparing
            try await writes.value
            #expect(try await parts(database) == ["note_rest"])
            end.signal()
            try await reader.value
            try await database.prepareParts(from: Self.december)
            #expect(try await parts(database) == ["note_202612", "note_202701", "note_202702", "note_rest"])
        }
    }

    private func parts(_ database: PostgresDatabase) async throws -> [String] {
        try await database.read { tx in
            try tx.rows("SELECT relname AS part FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY relname")
                .map { try $0.get("part", as: String.self) }
        }
    }

    private func withTable(_ work: @escaping (PostgresDatabase) async throws -> Void) async throws {
        try await PostgresServer.shared().withDatabase { url in
            let database = try await PostgresDatabase(url: url, options: .careless)
            try await database.migrate([Self.table])
            try await work(database)
            try await database.close()
        }
    }
}
