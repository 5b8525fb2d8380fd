import Storage

/// The steps of the schema that a database has taken.
enum Applied {
    /// Their names, in order.
    static func names(in tx: any Reading) throws -> [String] {
        try tx.rows("SELECT name FROM schema_migration ORDER BY name").map { try $0.get("name") }
    }
}
