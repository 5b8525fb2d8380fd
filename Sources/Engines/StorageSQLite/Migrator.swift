import Kernel
import Storage

/// Brings a schema forward, one migration a transaction. What was applied is written in the database itself.
struct Migrator {
    let writer: GroupCommit
    let clock: any Kernel.Clock

    func migrate(_ migrations: [Migration]) async throws {
        let now = clock.now
        let pending = try await writer.write { connection in
            let applied = try Self.applied(connection)
            try Self.prepareTable(connection)
            for migration in migrations where applied[migration.name] == .some(nil) {
                try connection.execute("UPDATE schema_migration SET script = \(migration.fingerprint) WHERE name = \(migration.name)")
            }
            return try migrations.pending(after: applied)
        }
        for migration in pending { try await writer.write { try Self.apply(migration, at: now, $0) } }
    }

    /// The names that were applied, with the fingerprints of their scripts; databases of the first release have kept none.
    static func applied(_ tx: any Reading) throws -> [String: String?] {
        let columns = try Set(tx.rows("SELECT name FROM pragma_table_info('schema_migration')").map { try $0.get("name", as: String.self) })
        guard !columns.isEmpty else { return [:] }
        let script: SQL = columns.contains("script") ? "script" : "NULL AS script"
        let rows = try tx.rows("SELECT name, \(script) FROM schema_migration")
        return try Dictionary(uniqueKeysWithValues: rows.map { try ($0.get("name"), $0.find("script")) })
    }

    private static func prepareTable(_ tx: any Transaction) throws {
        try tx.execute("""
            CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY NOT NULL, applied_at BIGINT NOT NULL, script TEXT)
            """)
        if try tx.row("SELECT name FROM pragma_table_info('schema_migration') WHERE name = 'script'") == nil {
            try tx.execute("ALTER TABLE schema_migration ADD COLUMN script TEXT")
        }
    }

    /// Another process may have been faster: then nothing is left to do.
    private static func apply(_ migration: Migration, at now: Timestamp, _ connection: Connection) throws {
        guard try connection.row("SELECT name FROM schema_migration WHERE name = \(migration.name)") == nil else { return }
        try connection.run(script: migration.script)
        try connection.execute("""
            INSERT INTO schema_migration (name, applied_at, script) VALUES (\(migration.name), \(now), \(migration.fingerprint))
            """)
    }
}
