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
        ConformanceCase("a statement that failed spoils its transaction, whatever the closure makes of it") { database in
            try await database.prepare(bodies: "a")
            await #expect(throws: StorageConflict.self) {
                try await database.write { tx in
                    try tx.execute("INSERT INTO body (code) VALUES ('b')")
                    _ = try? tx.execute("INSERT INTO body (code) VALUES ('a')")
                }
            }
            await #expect(throws: Refusal.self) {
                try await database.write { tx in
                    _ = try? tx.execute("INSERT INTO body (code) VALUES ('a')")
                    #expect(throws: StorageConflict.self) { try tx.rows("SELECT code FROM body") }
                    throw Refusal()
                }
            }
            await #expect(throws: (any Error).self) { _ = try await database.read { tx in try? tx.rows("SELECT * FROM nowhere") } }
            #expect(try await database.count() == 1)
        },
        ConformanceCase("what is to be done after the commit is done in order, once, and never for what was undone") { database in
            try await database.migrate([schema])
            let done = Record()
            try await database.write { tx in
                tx.afterCommit { done.add("first") }
                try tx.execute("INSERT INTO body (code) VALUES ('a')")
                tx.afterCommit { done.add("second") }
                #expect(done.all.isEmpty)
            }
            #expect(done.all == ["first", "second"])
            await #expect(throws: Refusal.self) {
                try await database.write { tx in
                    tx.afterCommit { done.add("never") }
                    throw Refusal()
                }
            }
            #expect(done.all == ["first", "second"])
        },
        ConformanceCase("a reader whose task is cancelled stops") { database in
            let begun = Gate()
            let reading = Task {
                try await database.read { tx in
                    begun.open()
                    let endless: SQL = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT COUNT(*) AS n FROM n"
                    return try tx.row(endless)?.get("n", as: Int.self)
                }
            }
            await begun.opened()
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
            try await database.expect("SELECT 1 AS one", gives: [.integer(1)])
        },
        ConformanceCase("what was cancelled before it began is not begun") { database in
            try await database.prepare()
            let reading = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await database.read { tx in try tx.row("SELECT 1 AS one") }
            }
            await #expect(throws: CancellationError.self) { try await reading.value }
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
