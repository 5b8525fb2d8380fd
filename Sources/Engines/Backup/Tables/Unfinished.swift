import Kernel
import Storage

/// The mark of a database that is being filled: a table that is made first and dropped last, so that half a restore is known for it.
enum Unfinished {
    static let table = "restore_unfinished"

    /// - Throws: `backup.half_restored`, or `backup.not_empty` when the database has tables.
    static func begin(_ database: any Database, at now: Timestamp) async throws {
        try await database.write { tx in
            try demandEmpty(tx)
            try tx.execute("CREATE TABLE restore_unfinished (since BIGINT NOT NULL PRIMARY KEY)")
            try tx.execute("INSERT INTO restore_unfinished (since) VALUES (\(now))")
        }
    }

    static func demandEmpty(_ tx: any Reading) throws {
        let tables = try tx.tables().map(\.name)
        if tables.contains(table) { throw Problem("backup.half_restored", .conflict) }
        guard tables.isEmpty else { throw Problem("backup.not_empty", .conflict, ["count": "\(tables.count)"]) }
    }

    static func end(_ database: any Database) async throws {
        try await database.write { tx in try tx.execute("DROP TABLE restore_unfinished") }
    }
}

extension Backup {
    /// Whether rows could be restored there: what `restore` and `copy` ask first, for whoever wants to know before he makes anything.
    /// - Throws: `backup.not_empty` or `backup.half_restored`.
    public static func demandEmpty(_ database: any Database) async throws { try await database.read { try Unfinished.demandEmpty($0) } }

    /// Whoever opens a database asks this first, before anything is changed in it.
    /// - Throws: `backup.half_restored` when a restore into it has not come to its end.
    public static func refuseUnfinished(_ database: any Database) async throws {
        let tables = try await database.read { try $0.tables() }
        if tables.contains(where: { $0.name == Unfinished.table }) { throw Problem("backup.half_restored", .conflict) }
    }
}
