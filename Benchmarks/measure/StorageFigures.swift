import Platform
import Storage

/// The six inserts of a submission through `Database.write`: what is left of an engine's speed behind our contract.
struct StorageFigures {
    private let city: Platform
    private var database: any Database { city.database }

    init(_ city: Platform) { self.city = city }

    /// - Parameter reference: what the reference program did a second, alone (SQLite) or with as many connections (PostgreSQL).
    func print(seconds: Double, reference: Double?) async throws {
        try await database.write { tx in
            for table in Self.tables { try tx.execute("CREATE TABLE IF NOT EXISTS \(table) (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL)") }
        }
        for callers in [1, 8, 32] {
            let rate = try await perSecond(for: seconds, atOnce: callers) { key in
                try await database.write { try Self.submit("\(callers)-\(key)", in: $0) }
            }
            city.figure("six_inserts_\(callers)_callers", rate, "tx/s", reference: reference)
        }
        let rate = try await perSecond(for: seconds, atOnce: 32) { key in
            _ = try await database.read { try $0.row("SELECT body FROM bench_case WHERE id = \("32-\(key)")") }
        }
        city.figure("read_one_row_32_callers", rate, "reads/s")
    }

    private static let tables: [SQL] = ["bench_case", "bench_material", "bench_act"]
    private static let form = String(repeating: "f", count: 600), part = String(repeating: "a", count: 400)

    private static func submit(_ key: String, in tx: any Transaction) throws {
        try tx.send("INSERT INTO bench_case (id, body) VALUES (\(key), \(form))")
        for place in 0..<3 { try tx.send("INSERT INTO bench_material (id, body) VALUES (\("\(key)-\(place)"), \(part))") }
        for place in 0..<2 { try tx.send("INSERT INTO bench_act (id, body) VALUES (\("\(key)-\(place)"), \(part))") }
    }
}
