import Kernel
import Storage

/// Brings a schema forward, one migration a transaction. What was applied is written in the database itself.
struct Migrator {
    let writer: GroupCommit
    let clock: any Kernel.Clock

    func migrate(_ migrations: [Migration]) async throws {
        let applied = try await appliedNames()
        let unknown = applied.subtracting(migrations.map(\.name))
        guard unknown.isEmpty else {
            throw Problem("storage.newer_schema", .fault, ["names": unknown.sorted().joined(separator: ", ")])
        }
        for migration in migrations.sorted(by: { $0.name < $1.name }) where !applied.contains(migration.name) {
            let now = clock.now
            try await writer.write { connection in
                try connection.run(script: migration.script)
                try connection.execute("INSERT INTO schema_migration (name, applied_at) VALUES (\(migration.name), \(now))")
            }
        }
    }

    private func appliedNames() async throws -> Set<String> {
        try await writer.write { connection in
            try connection.execute("""
                CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY NOT NULL, applied_at BIGINT NOT NULL)
                """)
            return try Set(connection.rows("SELECT name FROM schema_migration").map { try $0.get("name") })
        }
    }
}
