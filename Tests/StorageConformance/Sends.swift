import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let sends = [
        ConformanceCase("what is sent is done, in order, before what follows sees it") { database in
            try await database.prepare(bodies: "a")
            let rank = try await database.write { tx in
                for factor in 2...4 { try tx.send("UPDATE body SET rank = rank * \(factor) + 1") }
                return try tx.row("SELECT rank FROM body")?.get("rank", as: Int.self)
            }
            #expect(rank == 17)
            try await database.write { tx in try tx.send("UPDATE body SET rank = 5") }
            #expect(try await database.rank(of: "a") == 5)
        },
        ConformanceCase("a conflict of what was sent comes by the next statement at the latest") { database in
            try await database.prepare(bodies: "a")
            let conflict = await #expect(throws: StorageConflict.self) {
                try await database.write { tx in
                    try tx.send("INSERT INTO body (code) VALUES ('b')")
                    try tx.send("INSERT INTO body (code) VALUES ('a')")
                    try tx.send("INSERT INTO body (code) VALUES ('c')")
                    _ = try tx.rows("SELECT code FROM body LIMIT 1")
                    Issue.record("the query ran")
                }
            }
            #expect(conflict?.constraint == "body.code")
            #expect(try await database.count() == 1)
        },
        ConformanceCase("a conflict of what was sent last comes by the commit at the latest, and undoes everything") { database in
            try await database.prepare(bodies: "a")
            let done = Record()
            let conflict = await #expect(throws: StorageConflict.self) {
                try await database.write { tx in
                    tx.afterCommit { done.add("committed") }
                    try tx.send("INSERT INTO body (code) VALUES ('b')")
                    try tx.send("INSERT INTO body (code) VALUES ('a')")
                }
            }
            #expect(conflict?.constraint == "body.code")
            #expect(try await database.count() == 1)
            #expect(done.all.isEmpty)
        },
        ConformanceCase("any error of what was sent undoes everything") { database in
            try await database.prepare(bodies: "a")
            let error = await #expect(throws: (any Error).self) {
                try await database.write { tx in
                    try tx.send("INSERT INTO body (code) VALUES ('b')")
                    try tx.send("UPDATE body SET rank = 1000 WHERE code = 'a'")
                }
            }
            #expect(!(error is StorageConflict))
            #expect(try await database.count() == 1)
        },
        ConformanceCase("very much may be sent, and much be answered that nobody reads") { database in
            try await database.prepare()
            let text = String(repeating: "长", count: 20_000)
            try await database.write { tx in
                for number in 0..<600 { try tx.send("INSERT INTO body (code, name) VALUES (\(number.description), \(text)) RETURNING name") }
            }
            #expect(try await database.count() == 600)
        },
    ]
}
