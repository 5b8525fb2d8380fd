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
                INSERT INTO body (code, rank) VALUES ('a', 1) ON CONFLICT (code) DO UPDATE SET rank = body.rank + excluded.rank RETURNING rank
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
            let codes = try await database.read { tx in try tx.rows(query + "ORDER BY code LIMIT \(9)").map { try $0.get("code", as: String.self) } }
            #expect(codes == ["b"])
            let none = try await database.read { tx in try tx.rows("SELECT code FROM body WHERE code IN \(list: [String]())") }
            #expect(none.isEmpty)
        },
        ConformanceCase("text is sorted by its bytes, and LIKE minds case") { database in
            try await database.migrate([schema])
            try await database.write { tx in try tx.execute("INSERT INTO body (code) VALUES ('b'), ('中'), ('a'), ('B')") }
            let sorted = try await database.read { tx in try tx.rows("SELECT code FROM body ORDER BY code").map { try $0.get("code", as: String.self) } }
            #expect(sorted == ["B", "a", "b", "中"])
            let alike = try await database.read { tx in try tx.rows("SELECT code FROM body WHERE code LIKE 'B%'") }
            #expect(alike.count == 1)
        },
        ConformanceCase("a statement that makes no sense is an error and leaves the engine at work") { database in
            try await database.migrate([schema])
            await #expect(throws: (any Error).self) { try await database.write { tx in try tx.execute("INSERT INTO nowhere VALUES (1)") } }
            await #expect(throws: (any Error).self) { try await database.read { tx in try tx.rows("SELEC 1") } }
            #expect(try await database.count() == 0)
        },
    ]
}
