import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let migrations = [
        ConformanceCase("migrations are applied in order of their names, each once") { database in
            let second = Migration(name: "0002_two_bodies", script: """
                INSERT INTO body (code) VALUES ('a');
                INSERT INTO body (code) VALUES ('b');
                """)
            try await database.migrate([second, schema])
            try await database.migrate([second, schema])
            let third = Migration(name: "0003_no_body", script: "DELETE FROM body WHERE code = 'a'")
            try await database.migrate([third, second, schema])
            #expect(try await database.count() == 1)
        },
        ConformanceCase("a failing migration leaves nothing of itself, and what came before it") { database in
            let broken = Migration(name: "0002_broken", script: "INSERT INTO body (code) VALUES ('a'); INSERT INTO nowhere VALUES (1);")
            await #expect(throws: (any Error).self) { try await database.migrate([schema, broken]) }
            #expect(try await database.count() == 0)
            try await database.migrate([schema, Migration(name: broken.name, script: "INSERT INTO body (code) VALUES ('a')")])
            #expect(try await database.count() == 1)
        },
        ConformanceCase("data of a later release is refused") { database in
            try await database.migrate([schema, Migration(name: "0002_later", script: "CREATE TABLE later (id TEXT)")])
            await #expect(throws: Problem("storage.newer_schema", .fault)) { try await database.migrate([schema]) }
        },
        ConformanceCase("a script that was changed after it was applied is refused") { database in
            try await database.migrate([schema])
            let changed = Migration(name: schema.name, script: schema.script + "-- changed")
            await #expect(throws: Problem("storage.changed_migration", .fault)) { try await database.migrate([changed]) }
            await #expect(throws: Problem("storage.changed_migration", .fault)) { try await database.pendingMigrations([changed]) }
        },
        ConformanceCase("what is pending is told without a change") { database in
            let second = Migration(name: "0002_later", script: "CREATE TABLE later (id TEXT)")
            #expect(try await database.pendingMigrations([second, schema]) == [schema.name, second.name])
            #expect(try await database.pendingMigrations([second, schema]) == [schema.name, second.name])
            try await database.migrate([schema])
            #expect(try await database.pendingMigrations([second, schema]) == [second.name])
            try await database.migrate([schema, second])
            #expect(try await database.pendingMigrations([second, schema]) == [])
            await #expect(throws: Problem("storage.newer_schema", .fault)) { try await database.pendingMigrations([schema]) }
        },
    ]

    static let closing = [
        ConformanceCase("closing answers the writes under way and takes no more") { database in
            try await database.migrate([schema])
            let gate = Gate(), begun = Gate()
            async let last: Void = database.write { tx in
                try tx.execute("INSERT INTO body (code) VALUES ('a')")
                begun.open()
                gate.wait()
            }
            await begun.opened()
            async let closed: Void = database.close()
            gate.open()
            try await last
            try await closed
            await #expect(throws: Problem("storage.closed", .unavailable)) { try await database.write { _ in } }
            await #expect(throws: Problem("storage.closed", .unavailable)) { try await database.read { _ in } }
        },
    ]
}
