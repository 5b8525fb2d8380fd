import Kernel
import Storage

/// All SQL about how much was uploaded. An account has one row, of the last day on which it uploaded something.
enum UploadStore {
    /// Counts so many bytes for an account's day; `false`, and nothing counted, when they would be more than it may have.
    static func reserve(_ bytes: Int, of account: String, on day: LocalDate, within limit: Int, _ tx: any Transaction) throws -> Bool {
        guard bytes <= limit else { return false }
        let before: SQL = "CASE WHEN upload_day.day = excluded.day THEN upload_day.bytes ELSE 0 END"
        return try tx.execute("""
            INSERT INTO upload_day (account, day, bytes) VALUES (\(account), \(day), \(bytes))
            ON CONFLICT (account) DO UPDATE SET bytes = \(before) + excluded.bytes, day = excluded.day
            WHERE \(before) + excluded.bytes <= \(limit)
            """) > 0
    }

    /// Takes back what was counted and not used.
    static func release(_ bytes: Int, of account: String, on day: LocalDate, _ tx: any Transaction) throws {
        try tx.send("""
            UPDATE upload_day SET bytes = bytes - \(bytes) WHERE account = \(account) AND day = \(day) AND bytes >= \(bytes)
            """)
    }
}
