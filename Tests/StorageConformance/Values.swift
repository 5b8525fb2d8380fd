import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let values = [
        ConformanceCase("every value comes back as it went in") { database in
            try await database.migrate([schema])
            let texts: [Value] = ["", "通办", "a'b\"c\\", "👩‍👩‍👧 ü ü"].map(Value.text) + [.null]
            let integers: [Value] = [.integer(0), .integer(-1), .integer(.min), .integer(999), .null]
            let reals: [Value] = [.real(0.1), .real(-1e300), .real(.leastNonzeroMagnitude), .real(3), .null]
            let bytes: [Value] = [[], [0], [0, 255, 39], Array(repeating: 7, count: 100_000)].map(Value.bytes) + [.null]
            for index in texts.indices {
                let sent = [.text("\(index)"), texts[index], integers[index], reals[index], bytes[index]]
                let received = try await database.write { tx in
                    try tx.execute("INSERT INTO body VALUES (\(sent[0]), \(sent[1]), \(sent[2]), \(sent[3]), \(sent[4]))")
                    return try tx.row("SELECT code, name, rank, weight, seal FROM body WHERE code = \(sent[0])")
                }
                #expect(received?.values == sent)
                #expect(received?.columns == ["code", "name", "rank", "weight", "seal"])
            }
        },
        ConformanceCase("instants, dates, keys and truth come back as their types") { database in
            try await database.migrate([schema])
            let now = Timestamp(milliseconds: 12), id = ID<Value>(at: now, SeededRandom(seed: 1))
            try await database.write { tx in
                let date = LocalDate("2026-02-28")
                try tx.execute("INSERT INTO body (code, name, rank) VALUES (\(id), \(date), \(true)), ('t', NULL, \(now))")
            }
            let rows = try await database.read { tx in try tx.rows("SELECT code, name, rank FROM body ORDER BY rank") }
            try #expect(rows[0].get("code", as: ID<Value>.self) == id)
            try #expect(rows[0].get("name", as: LocalDate.self) == LocalDate("2026-02-28"))
            try #expect(rows[0].get("rank", as: Bool.self))
            try #expect(rows[1].get("rank", as: Timestamp.self) == now)
            try #expect(rows[1].find("name", as: LocalDate.self) == nil)
        },
        ConformanceCase("a text with a NUL is refused, not cut") { database in
            try await database.migrate([schema])
            await #expect(throws: Problem("storage.nul_in_text", .invalid)) {
                try await database.write { tx in try tx.execute("INSERT INTO body (code) VALUES (\("a\0b"))") }
            }
        },
        ConformanceCase("a column that is missing or of another type is an error") { database in
            try await database.migrate([schema])
            let row = try #require(try await database.read { tx in try tx.row("SELECT 1 AS one, NULL AS absent") })
            #expect(throws: RowError.self) { try row.get("two", as: Int.self) }
            #expect(throws: RowError.self) { try row.get("one", as: String.self) }
            #expect(throws: RowError.self) { try row.get("absent", as: Int.self) }
        },
    ]
}
