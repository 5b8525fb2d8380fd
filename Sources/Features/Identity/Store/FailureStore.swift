import Kernel
import Storage

/// How often signing in has failed under one key.
struct Failures: Sendable {
    var failures: Int
    /// When the next attempt may come.
    var until: Timestamp
    /// When the last came; of an address, since when its budget leaks.
    var at: Timestamp

    init(_ failures: Int, until: Timestamp, at: Timestamp) { (self.failures, self.until, self.at) = (failures, until, at) }
}

/// All SQL about failures to sign in.
enum FailureStore {
    /// What stands under the key, and keeps others from it until the transaction ends.
    static func hold(_ key: [UInt8], _ tx: any Transaction) throws -> Failures? {
        try tx.lock("sign_in/\(key.hex)")
        return try tx.row("SELECT failures, until, at FROM sign_in_failure WHERE key = \(key)").map { row in
            Failures(try row.get("failures"), until: try row.get("until"), at: try row.get("at"))
        }
    }

    static func put(_ failures: Failures, under key: [UInt8], _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO sign_in_failure (key, failures, until, at) VALUES (\(key), \(failures.failures), \(failures.until), \(failures.at))
            ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, until = excluded.until, at = excluded.at
            """)
    }

    static func forget(_ key: [UInt8], _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_failure WHERE key = \(key)")
    }

    /// One less, and with an instant no wait after it.
    static func takeBack(_ key: [UInt8], at instant: Timestamp?, _ tx: any Transaction) throws {
        try tx.execute("""
            UPDATE sign_in_failure SET failures = failures - 1, until = COALESCE(\(instant), until) WHERE key = \(key) AND failures > 0
            """)
    }

    static func remove(before instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_failure WHERE at <= \(instant)")
    }
}
