import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let locks = [
        ConformanceCase("two who read a row for update run one after the other: eight writers of a hundred steps lose nothing") { database in
            try await database.prepare(bodies: "a")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { for _ in 0..<100 { try await promote(in: database) } }
                }
                try await group.waitForAll()
            }
            #expect(try await database.rank(of: "a") == 800)
        },
        ConformanceCase("who takes rows that nobody has locked takes each once") { database in
            try await database.migrate([schema])
            try await database.write { tx in
                for number in 0..<60 { try tx.send("INSERT INTO body (code, rank) VALUES (\(number.description), 0)") }
            }
            let taken = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        var mine: [String] = []
                        while let code = try await take(in: database) { mine.append(code) }
                        return mine
                    }
                }
                return try await group.reduce([], +)
            }
            #expect(taken.count == Set(taken).count)
            try await database.expect("SELECT SUM(rank) AS n FROM body", gives: [.integer(Int64(taken.count))])
        },
        ConformanceCase("two who lock a name run one after the other, also where there is no row yet") { database in
            try await database.migrate([schema])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        try await database.write { tx in
                            try tx.lock("the first body")
                            guard try tx.row("SELECT code FROM body LIMIT 1") == nil else { return }
                            try tx.send("INSERT INTO body (code) VALUES (\(writer.description))")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.count() == 1)
        },
        ConformanceCase("two who look for a row, find none and add it: the second sees the first one's") { database in
            try await database.migrate([schema])
            let added = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await database.write { tx in
                            guard try tx.row("SELECT code FROM body WHERE code = 'a'") == nil else { return false }
                            try tx.send("INSERT INTO body (code) VALUES ('a')")
                            return true
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(added.filter(\.self).count == 1)
        },
        ConformanceCase("writers who lock each other's rows the other way round both get through") { database in
            try await database.prepare(bodies: "a", "b")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for codes in [["a", "b"], ["b", "a"], ["a", "b"], ["b", "a"]] {
                    group.addTask {
                        for _ in 0..<20 {
                            try await database.write { tx in
                                for code in codes { try tx.execute("UPDATE body SET rank = rank + 1 WHERE code = \(code)") }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await [database.rank(of: "a"), database.rank(of: "b")] == [80, 80])
        },
    ]
}

/// Reads, works it out in Swift, and writes: without the lock a step would be lost.
private func promote(in database: any Database) async throws {
    try await database.write { tx in
        let rank = try tx.row("SELECT rank FROM body WHERE code = 'a' \(.forUpdate)")?.get("rank", as: Int.self) ?? -1000
        try tx.send("UPDATE body SET rank = \(rank + 1) WHERE code = 'a'")
    }
}

private func take(in database: any Database) async throws -> String? {
    try await database.write { tx in
        let query: SQL = "SELECT code FROM body WHERE rank = 0 ORDER BY code LIMIT 1 \(.skipLocked)"
        guard let code = try tx.row(query)?.get("code", as: String.self) else { return nil }
        try tx.execute("UPDATE body SET rank = rank + 1 WHERE code = \(code)")
        return code
    }
}
