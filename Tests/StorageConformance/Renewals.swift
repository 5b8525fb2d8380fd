import Kernel
import Storage
import Testing

extension ConformanceCase {
    private static let table = Migration(
        name: "0002_renewal", script: "CREATE TABLE renewal (name TEXT PRIMARY KEY NOT NULL, at BIGINT NOT NULL)")
    private static let now = Timestamp(milliseconds: 1_790_000_000_000)

    static let renewals = [
        ConformanceCase("a renewal is asked until nothing is left, and then never again") { database in
            try await database.prepare(bodies: "a", "b", "c")
            try await database.migrate([schema, table])
            let oneByOne = Renewal("0001_ranks") { tx in
                let next: String? = try tx.row("SELECT MIN(code) AS code FROM body WHERE rank = 0")?.find("code")
                guard let next else { return true }
                try tx.execute("UPDATE body SET rank = rank + 1 WHERE code = \(next)")
                return false
            }
            #expect(try await database.pending([oneByOne]).map(\.name) == ["0001_ranks"])
            try await database.renew([oneByOne], at: now)
            try await database.expect("SELECT rank FROM body ORDER BY code", gives: [.integer(1), .integer(1), .integer(1)])
            try await database.write { try $0.execute("UPDATE body SET rank = 0") }
            try await database.renew([oneByOne], at: now)
            try await database.expect("SELECT rank FROM body ORDER BY code", gives: [.integer(0), .integer(0), .integer(0)])
            #expect(try await database.pending([oneByOne]).isEmpty)
        },
        ConformanceCase("a renewal that fails keeps what it had done before, and goes on next time") { database in
            try await database.prepare(bodies: "a", "b")
            try await database.migrate([schema, table])
            let failing = Renewal("0001_halting") { tx in
                guard try tx.row("SELECT code FROM body WHERE code = 'a' AND rank = 0") == nil else {
                    try tx.execute("UPDATE body SET rank = 1 WHERE code = 'a'")
                    return false
                }
                throw Problem("storage.broken", .fault)
            }
            await #expect(throws: Problem("storage.broken", .fault)) { try await database.renew([failing], at: now) }
            try await database.expect("SELECT rank FROM body ORDER BY code", gives: [.integer(1), .integer(0)])
            #expect(try await database.pending([failing]).count == 1)
        },
        ConformanceCase("where the schema is older than renewals, all of them are pending") { database in
            try await database.migrate([schema])
            #expect(try await database.pending([Renewal("0001_any") { _ in true }]).count == 1)
        },
    ]
}
