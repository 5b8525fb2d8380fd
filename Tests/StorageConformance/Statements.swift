import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let statements = [
        ConformanceCase("a statement tells how many rows it touched") { database in
            try await database.migrate([schema])
            let counts = try await database.write { tx in
                try [
                    tx.execute("INSERT INTO body (code) VALUES ('a'), ('b'), ('c')"),
                    tx.execute("UPDATE body SET rank = 1 WHERE code < 'c'"),
                    tx.execute("UPDATE body SET rank = 1 WHERE code = 'x'"),
                    tx.execute("INSERT INTO body (code) VALUES ('a') ON CONFLICT (code) DO NOTHING"),
                    tx.execute("DELETE FROM body"),
                ]
            }
            #expect(counts == [3, 2, 0, 0, 3])
        },
        ConformanceCase("an upsert returns the row that it leaves") { database in
            try await database.migrate([schema])
            let upsert: SQL = """
                INSERT INTO body (code, rank) VALUES ('a', 1)
                ON CONFLICT (code) DO UPDATE SET rank = body.rank + excluded.rank RETURNING rank
                """
            for wanted in 1...3 {
                let rank = try await database.write { tx in try tx.row(upsert)?.get("rank", as: Int.self) }
                #expect(rank == wanted)
            }
        },
        ConformanceCase("statements are composed with their values") { database in
            try await database.migrate([schema])
            try await database.write { tx in try tx.execute("INSERT INTO body (code, rank) VALUES ('a', 1), ('b', 2), ('c', 3)") }
            let condition: SQL = "rank > \(1)"
            let query: SQL = "SELECT code FROM body WHERE \(condition) AND code IN \(list: ["a", "b"])"
            #expect(try await codes(query + "ORDER BY code LIMIT \(9)", in: database) == ["b"])
            #expect(try await codes("SELECT code FROM body WHERE code IN \(list: [String]())", in: database).isEmpty)
        },
        ConformanceCase("text is sorted by its bytes, and LIKE minds case") { database in
            try await database.migrate([schema])
            try await database.write { tx in try tx.execute("INSERT INTO body (code) VALUES ('b'), ('中'), ('a'), ('B')") }
            #expect(try await codes("SELECT code FROM body ORDER BY code", in: database) == ["B", "a", "b", "中"])
            #expect(try await codes("SELECT code FROM body WHERE code LIKE 'B%'", in: database) == ["B"])
        },
        ConformanceCase("a statement that makes no sense is an error and leaves the engine at work") { database in
            try await database.migrate([schema])
            await #expect(throws: (any Error).self) { try await database.write { tx in try tx.execute("INSERT INTO nowhere VALUES (1)") } }
            await #expect(throws: (any Error).self) { try await database.read { tx in try tx.rows("SELEC 1") } }
            #expect(try await database.count() == 0)
        },
    ]
}

private func codes(_ query: SQL, in database: any Database) async throws -> [String] {
    try await database.read { tx in try tx.rows(query).map { try $0.get("code") } }
}
