import Kernel
import Storage

/// Brings a schema forward, one migration a transaction, under a lock that lets one node do it at a time.
struct Migrator {
    let connection: ServerConnection
    let now: Timestamp

    func migrate(_ migrations: [Migration]) throws {
        try connection.run("SELECT pg_advisory_lock(\(advisoryKey("migrations")))")
        try connection.run("""
            CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL, script TEXT NOT NULL)
            """)
        for migration in try pending(migrations) { try apply(migration) }
    }

    func pending(_ migrations: [Migration]) throws -> [Migration] {
        guard try connection.run("SELECT to_regclass('schema_migration')").first?.first != .some(nil) else {
            return try migrations.pending(after: [:])
        }
        let rows = try connection.run("SELECT name, script FROM schema_migration")
        return try migrations.pending(after: Dictionary(rows.map { ($0[0] ?? "", $0[1]) }, uniquingKeysWith: { first, _ in first }))
    }

    private func apply(_ migration: Migration) throws {
        do {
            try connection.run("BEGIN")
            try connection.run(migration.script)
            try connection.run("""
                INSERT INTO schema_migration (name, applied_at, script)
                VALUES (\(quoted(migration.name)), \(now.milliseconds), \(quoted(migration.fingerprint)))
                """)
            try connection.run("COMMIT")
        } catch {
            _ = try? connection.run("ROLLBACK")
            throw error
        }
    }
}
