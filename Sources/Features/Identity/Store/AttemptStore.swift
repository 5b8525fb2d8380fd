import Kernel
import Storage

/// All SQL about attempts to sign in.
enum AttemptStore {
    /// When the attempts under that key since then were made, the oldest first.
    static func attempts(under key: [UInt8], since start: Timestamp, limit: Int, _ tx: any Reading) throws -> [Timestamp] {
        try tx.rows("SELECT at FROM sign_in_attempt WHERE key = \(key) AND at > \(start) ORDER BY at LIMIT \(limit)")
            .map { try $0.get("at") }
    }

    static func add(_ attempt: ID<Attempt>, under key: [UInt8], at instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("INSERT INTO sign_in_attempt (attempt, key, at) VALUES (\(attempt), \(key), \(instant))")
    }

    static func forgive(_ attempt: ID<Attempt>, and key: [UInt8], _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_attempt WHERE attempt = \(attempt)")
        try tx.execute("DELETE FROM sign_in_attempt WHERE key = \(key)")
    }

    static func remove(before instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM sign_in_attempt WHERE at <= \(instant)")
    }
}
