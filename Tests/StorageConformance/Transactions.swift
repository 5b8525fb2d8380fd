import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let transactions = [
        ConformanceCase("a closure that throws leaves nothing, and its error arrives") { database in
            try await database.migrate([schema])
            await #expect(throws: Refusal.self) {
                try await database.write { tx in
                    try tx.execute("INSERT INTO body (code) VALUES ('a')")
                    throw Refusal()
                }
            }
            #expect(try await database.count() == 0)
        },
        ConformanceCase("a broken uniqueness names its columns", check: conflicts),
        ConformanceCase("a broken reference or check is an error, but not a conflict") { database in
            try await database.migrate([schema])
            let statements: [SQL] = [
                "INSERT INTO post VALUES ('nobody', 'clerk')",
                "INSERT INTO body (code, rank) VALUES ('a', 1000)",
                "INSERT INTO body (code) VALUES (NULL)",
            ]
            for statement in statements {
                let error = await #expect(throws: (any Error).self) { try await database.write { tx in try tx.execute(statement) } }
                #expect(!(error is StorageConflict))
            }
        },
        ConformanceCase("a reader cannot write") { database in
            try await database.migrate([schema])
            await #expect(throws: (any Error).self) {
                try await database.read { tx in try tx.rows("INSERT INTO body (code) VALUES ('a') RETURNING code") }
            }
            #expect(try await database.count() == 0)
        },
        ConformanceCase("a reader sees one picture while others write") { database in
            try await database.migrate([schema])
            let gate = Gate(), begun = Gate()
            async let counts = database.read { tx in
                let count: SQL = "SELECT COUNT(*) AS n FROM body"
                let before = try tx.row(count)?.get("n", as: Int.self)
                begun.open()
                gate.wait()
                return [before, try tx.row(count)?.get("n", as: Int.self)]
            }
            await begun.opened()
            try await database.write { tx in try tx.execute("INSERT INTO body (code) VALUES ('a')") }
            gate.open()
            #expect(try await counts == [0, 0])
            #expect(try await database.count() == 1)
        },
    ]

    @Sendable private static func conflicts(in database: any Database) async throws {
        try await database.migrate([schema])
        try await database.write { tx in
            try tx.execute("INSERT INTO body (code) VALUES ('a')")
            try tx.execute("INSERT INTO post VALUES ('a', 'clerk')")
        }
        let cases: [(SQL, String)] = [
            ("INSERT INTO body (code) VALUES ('a')", "body.code"),
            ("INSERT INTO post VALUES ('a', 'clerk')", "post.body_code, post.title"),
        ]
        for (statement, constraint) in cases {
            let conflict = await #expect(throws: StorageConflict.self) { try await database.write { tx in try tx.execute(statement) } }
            #expect(conflict?.constraint == constraint)
        }
    }
}
