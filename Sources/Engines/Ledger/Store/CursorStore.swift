import Storage

/// The table `ledger_cursor`: how far each reader has read.
enum CursorStore {
    /// The position that the reader takes next.
    static func position(of reader: String, in tx: any Reading) throws -> Int {
        try tx.row("SELECT position FROM ledger_cursor WHERE reader = \(reader)")?.get("position") ?? 0
    }

    /// False when the cursor isn't where it was thought to be: another node has read on meanwhile.
    static func move(_ reader: String, from old: Int, to new: Int, in tx: any Transaction) throws -> Bool {
        try tx.execute("""
            INSERT INTO ledger_cursor (reader, position) VALUES (\(reader), \(new)) \
            ON CONFLICT (reader) DO UPDATE SET position = excluded.position WHERE ledger_cursor.position = \(old)
            """) == 1
    }

    static func reset(_ reader: String, in tx: any Transaction) throws {
        try tx.execute("UPDATE ledger_cursor SET position = 0 WHERE reader = \(reader)")
    }
}
