import Kernel
import Storage
import Testing

/// Where the engines' languages differ, and what the portable subset says.
extension ConformanceCase {
    static let dialects = [
        one("a condition's truth is 1 or 0", "SELECT 1 = 1 AS a, 1 = 2 AS b, EXISTS (SELECT 1) AS c", [.integer(1), .integer(0), .integer(1)]),
        one("whole numbers are divided to whole numbers", "SELECT 7 / 2 AS a, -7 / 2 AS b, 7 % 3 AS c", [.integer(3), .integer(-3), .integer(1)]),
        one("a ? in quotes or in a comment is no value", """
            SELECT '?' AS a, /* ? isn't */ \("x") AS "b?", -- ? isn't
                'it''s ?' AS c
            """, [.text("?"), .text("x"), .text("it's ?")]),
        one("a backslash escapes in LIKE when it is said to", """
            SELECT 'a%b' LIKE 'a\\%b' ESCAPE '\\' AS a, 'axb' LIKE 'a\\%b' ESCAPE '\\' AS b
            """, [.integer(1), .integer(0)]),
        one("an empty value is told from an empty text", """
            SELECT \(String?.none) IS NULL AS a, \("") IS NULL AS b, \(1) IS NOT NULL AS c, COALESCE(\(Int?.none), 4) AS d
            """, [.integer(1), .integer(0), .integer(1), .integer(4)]),
        one("a value's type is its own", "SELECT \(1) AS a, \(1.5) AS b, \("1") AS c, \([1, 2] as [UInt8]) AS d",
            [.integer(1), .real(1.5), .text("1"), .bytes([1, 2])]),
        one("texts are joined, numbers among them", "SELECT \("a") || \("b") || 1 AS a", [.text("ab1")]),
        ConformanceCase("sums of whole numbers are whole, their mean is not, and of nothing there is none") { database in
            try await database.prepare()
            let query: SQL = """
                SELECT COUNT(*) AS a, SUM(rank) AS b, AVG(rank) AS c, MAX(rank) AS d, SUM(weight) AS e, COUNT(name) AS f,
                    COALESCE(SUM(rank), 0) AS g, COUNT(*) FILTER (WHERE rank > 1) AS h FROM body
                """
            let none = try await database.read { tx in try tx.row(query)?.values }
            #expect(none == [.integer(0), .null, .null, .null, .null, .integer(0), .integer(0), .integer(0)])
            try await database.write { tx in
                try tx.execute("INSERT INTO body (code, rank, weight) VALUES ('a', 1, 0.5), ('b', 3, 1), ('c', -10000000, NULL)")
            }
            let some = try await database.read { tx in try tx.row(query + "WHERE code <= 'b'")?.values }
            #expect(some == [
                .integer(2), .integer(4), .real(2), .integer(3), .real(1.5), .integer(0), .integer(4), .integer(1),
            ])
            let all = try await database.read { tx in try tx.row("SELECT SUM(rank) AS a, AVG(rank) AS b FROM body")?.values }
            #expect(all == [.integer(-9_999_996), .real(-3_333_332)])
        },
        ConformanceCase("where the empty stand in an order is said, and holds") { database in
            try await database.prepare()
            try await database.write { tx in try tx.execute("INSERT INTO body (code, rank) VALUES ('a', 2), ('b', NULL), ('c', 1)") }
            let orders: [(SQL, [String])] = [
                ("rank NULLS FIRST", ["b", "c", "a"]), ("rank NULLS LAST", ["c", "a", "b"]), ("rank DESC NULLS LAST", ["a", "c", "b"]),
            ]
            for (order, wanted) in orders {
                try await database.expect("SELECT code FROM body ORDER BY \(order)", gives: wanted.map(Value.text))
            }
        },
        ConformanceCase("changed rows are returned, each once") { database in
            try await database.prepare(bodies: "a", "b", "c")
            let returned = try await database.write { tx in
                let changed = try tx.rows("UPDATE body SET rank = rank + 2 WHERE code < 'c' RETURNING code, rank")
                let gone = try tx.rows("DELETE FROM body WHERE code = 'c' RETURNING code")
                let ignored = try tx.rows("INSERT INTO body (code) VALUES ('a'), ('d') ON CONFLICT DO NOTHING RETURNING code")
                return try (changed + gone + ignored).map { try $0.get("code", as: String.self) }
            }
            #expect(returned.sorted() == ["a", "b", "c", "d"])
            #expect(try await database.rank(of: "a") == 2)
        },
        ConformanceCase("JSON is text: it comes back as it went in") { database in
            try await database.prepare(bodies: "a")
            let json = #"{"b": 1.0,  "a": [null, "é中"], "b": 2}"#
            try await database.write { tx in try tx.execute("UPDATE body SET name = \(json)") }
            try await database.expect("SELECT name FROM body", gives: [.text(json)])
        },
        ConformanceCase("pages go on by a row of keys") { database in
            try await database.prepare(bodies: "a", "b", "c")
            let page: SQL = "SELECT code FROM body WHERE (rank, code) > (\(0), \("a")) ORDER BY rank, code LIMIT \(1)"
            try await database.expect(page, gives: [.text("b")])
        },
    ]

    /// One query that needs no table, and the one row that it gives.
    private static func one(_ description: String, _ query: SQL, _ wanted: [Value]) -> ConformanceCase {
        ConformanceCase(description) { database in
            let read = try await database.read { tx in try tx.row(query)?.values }
            #expect(read == wanted)
            let written = try await database.write { tx in try tx.row(query)?.values }
            #expect(written == wanted)
        }
    }
}
