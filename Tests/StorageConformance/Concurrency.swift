import Kernel
import Storage
import Testing

extension ConformanceCase {
    static let concurrency = [
        ConformanceCase("concurrent changes of one row lose nothing") { database in
            try await database.migrate([schema])
            try await database.write { tx in try tx.execute("INSERT INTO body (code, rank) VALUES ('a', 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<300 {
                    group.addTask { try await promote(in: database) }
                }
                try await group.waitForAll()
            }
            let rank = try await database.read { tx in try tx.row("SELECT rank FROM body")?.get("rank", as: Int.self) }
            #expect(rank == 300)
        },
        ConformanceCase("a failing write leaves its neighbours alone") { database in
            try await database.migrate([schema])
            let gate = Gate(), begun = Gate()
            async let first: Void = database.write { _ in
                begun.open()
                gate.wait()
            }
            await begun.opened()
            // The writer is held: what comes now waits side by side, and some of it fails.
            let failures = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<90 { group.addTask { try await insert(number, into: database) } }
                group.addTask {
                    gate.open()
                    return 0
                }
                return try await group.reduce(0, +)
            }
            try await first
            #expect(failures == 60)
            #expect(try await database.count() == 30)
        },
        ConformanceCase("serial numbers have no gaps, though some that took one failed") { database in
            try await database.migrate([schema, Migration(name: "0002_serials", script: """
                CREATE TABLE serial (series TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL)
                """)])
            let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
                for task in 0..<60 { group.addTask { try await nextNumber(failing: task.isMultiple(of: 3), in: database) } }
                return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(numbers.sorted() == Array(1...40))
        },
        ConformanceCase("a write that was answered is seen by the next reader") { database in
            try await database.migrate([schema])
            for number in 1...50 {
                try await database.write { tx in try tx.execute("INSERT INTO body (code) VALUES (\(number.description))") }
                #expect(try await database.count() == number)
            }
        },
        ConformanceCase("slow closures do not hold up Swift's tasks") { database in
            try await database.migrate([schema])
            let gates = (0..<12).map { _ in Gate() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for gate in gates.dropLast() { group.addTask { try await database.read { _ in gate.wait() } } }
                group.addTask { try await database.write { _ in gates[11].wait() } }
                // Were they on Swift's pool, which has a thread for each core, this task would never run.
                group.addTask { for gate in gates { gate.open() } }
                try await group.waitForAll()
            }
        },
    ]
}

private func promote(in database: any Database) async throws {
    try await database.write { tx in try tx.execute("UPDATE body SET rank = rank + 1 WHERE code = 'a'") }
}

private func nextNumber(failing: Bool, in database: any Database) async throws -> Int? {
    do {
        return try await database.write { tx in
            let number = try Serials.next("case", in: tx)
            if failing { throw Refusal() }
            return number
        }
    } catch is Refusal {
        return nil
    }
}

/// Every third number is kept, the next throws, the one after breaks a uniqueness. Gives back 1 for a failure.
private func insert(_ number: Int, into database: any Database) async throws -> Int {
    do {
        try await database.write { tx in
            try tx.execute("INSERT INTO body (code) VALUES (\(number.description))")
            if number % 3 == 1 { throw Refusal() }
            if number % 3 == 2 { try tx.execute("INSERT INTO body (code) VALUES (\(number.description))") }
        }
        #expect(number % 3 == 0)
        return 0
    } catch is Refusal {
        #expect(number % 3 == 1)
        return 1
    } catch is StorageConflict {
        #expect(number % 3 == 2)
        return 1
    }
}
