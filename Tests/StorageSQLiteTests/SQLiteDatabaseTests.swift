import Foundation
import Kernel
import Storage
@testable import StorageSQLite
import Testing

@Suite("A SQLite file")
final class SQLiteDatabaseTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "sqlite-\(UUID().uuidString)").path
    private let notes = Migration(name: "0001_notes", script: "CREATE TABLE note (id BIGINT PRIMARY KEY NOT NULL, text TEXT NOT NULL)")

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    @Test("is written with full durability, in WAL mode, with references checked", arguments: [
        ("synchronous", Value.integer(2)), ("journal_mode", .text("wal")),
        ("foreign_keys", .integer(1)), ("wal_autocheckpoint", .integer(0)),
    ])
    func pragmas(_ name: String, _ wanted: Value) async throws {
        let database = try SQLiteDatabase(path: "\(folder)/a.db")
        let rows = try await database.write { tx in try tx.rows(SQL(stringLiteral: "PRAGMA \(name)")) }
        #expect(rows.first?.values == [wanted])
    }

    @Test("shows an answered write to another connection, and after it was closed and opened")
    func durable() async throws {
        let database = try SQLiteDatabase(path: "\(folder)/b.db"), other = try SQLiteDatabase(path: "\(folder)/b.db")
        try await database.migrate([notes])
        try await database.write { tx in try tx.execute("INSERT INTO note VALUES (1, 'one')") }
        #expect(try await texts(in: other) == ["one"])
        try await other.close()
        try await database.close()
        #expect(try await texts(in: SQLiteDatabase(path: "\(folder)/b.db")) == ["one"])
    }

    @Test("lets two processes write in turn")
    func twoWriters() async throws {
        let databases = try [SQLiteDatabase(path: "\(folder)/c.db"), SQLiteDatabase(path: "\(folder)/c.db")]
        try await databases[0].migrate([notes])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { try await insert([number], "", into: databases[number % 2]) }
            }
            try await group.waitForAll()
        }
        #expect(try await texts(in: databases[0]).count == 100)
    }

    @Test("of the first release, which kept no fingerprints of its scripts, is taken on and keeps them from then on")
    func oldSchema() async throws {
        let database = try SQLiteDatabase(path: "\(folder)/f.db")
        try await database.write { [notes] tx in
            try tx.execute("CREATE TABLE schema_migration (name TEXT PRIMARY KEY NOT NULL, applied_at BIGINT NOT NULL)")
            try tx.execute("INSERT INTO schema_migration VALUES (\(notes.name), 0)")
        }
        let next = Migration(name: "0002_next", script: "CREATE TABLE next (id TEXT)")
        #expect(try await database.pendingMigrations([notes, next]) == [next.name])
        try await database.migrate([notes, next])
        let changed = Migration(name: notes.name, script: "another")
        await #expect(throws: Problem("storage.changed_migration", .fault)) { try await database.migrate([changed, next]) }
    }

    @Test("writes what came during one commit in the next one, all of it at once")
    func groups() async throws {
        let database = try SQLiteDatabase(path: "\(folder)/g.db")
        try await database.migrate([notes])
        let before = try commits(of: "\(folder)/g.db"), held = AsyncStream<Void>.makeStream(), semaphore = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await database.write { tx in
                    held.continuation.finish()
                    semaphore.wait()
                    try tx.execute("INSERT INTO note VALUES (0, 'first')")
                }
            }
            for await _ in held.stream {}
            for number in 1...60 { group.addTask { try await insert([number], "", into: database) } }
            // Only the writer's thread is held; these tasks come to their writes.
            while database.waitingWrites < 60 { await Task.yield() }
            semaphore.signal()
            try await group.waitForAll()
        }
        #expect(try commits(of: "\(folder)/g.db") - before == 2)
        #expect(try await texts(in: database).count == 61)
    }

    @Test("has a log that does not grow for as long as writes keep coming")
    func logIsBounded() async throws {
        let database = try SQLiteDatabase(path: "\(folder)/d.db")
        try await database.migrate([notes])
        let text = String(repeating: "长", count: 1000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for round in 0..<100 {
                        let first = task * 10_000 + round * 100
                        try await insert(first..<first + 40, text, into: database)
                    }
                }
            }
            try await group.waitForAll()
        }
        let size = try FileManager.default.attributesOfItem(atPath: "\(folder)/d.db-wal")[.size] as? Int
        #expect(try #require(size) < 60_000_000, "some 130 MB were written")
    }

    @Test("that is not a database is refused with one reason")
    func notADatabase() throws {
        try Data(repeating: 65, count: 5000).write(to: URL(filePath: "\(folder)/e.db"))
        #expect(throws: Problem("storage.not_a_database", .fault)) { try SQLiteDatabase(path: "\(folder)/e.db") }
    }

    @Test("that cannot be made is refused with one reason", arguments: ["/nowhere/at/all.db", "/proc/tongban.db"])
    func cannotBeMade(_ path: String) throws {
        let problem = #expect(throws: Problem("storage.unavailable", .unavailable)) { try SQLiteDatabase(path: path) }
        #expect(problem?.reason.contains("SQLite") == true)
    }

    @Test("is gone with its folder when it was temporary")
    func temporary() async throws {
        var database: SQLiteDatabase? = try .temporary()
        let path = try await database?.write { tx in try tx.row("PRAGMA database_list")?.get("file", as: String.self) }
        #expect(try FileManager.default.fileExists(atPath: #require(path)))
        database = nil
        #expect(try !FileManager.default.fileExists(atPath: #require(path)))
    }

    /// The frames of the log that end a commit: those that tell the database's size (the file format of SQLite, 4.1).
    private func commits(of path: String) throws -> Int {
        let log = try [UInt8](Data(contentsOf: URL(filePath: "\(path)-wal")))
        let number = { (place: Int) in log[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        return stride(from: 32, to: log.count - 24, by: 24 + number(8)).count { number($0 + 4) != 0 }
    }

    private func texts(in database: SQLiteDatabase) async throws -> [String] {
        try await database.read { tx in try tx.rows("SELECT text FROM note").map { try $0.get("text") } }
    }
}

private func insert(_ ids: some Sequence<Int> & Sendable, _ text: String, into database: SQLiteDatabase) async throws {
    try await database.write { tx in for id in ids { try tx.execute("INSERT INTO note VALUES (\(id), \(text))") } }
}
