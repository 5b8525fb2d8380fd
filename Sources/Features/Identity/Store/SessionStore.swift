import Kernel
import Signing
import Storage

/// All SQL about sessions.
enum SessionStore {
    struct Kept: Sendable {
        let account: ID<Account>
        let actingFor: String?
        let openedAt: Timestamp
        let seenAt: Timestamp
    }

    struct Open: Sendable { let digest: [UInt8], openedAt: Timestamp, seenAt: Timestamp }

    static func find(_ digest: Digest, _ tx: any Reading) throws -> Kept? {
        try tx.row("SELECT account, acting_for, opened_at, seen_at FROM session WHERE digest = \(digest.bytes)").map { row in
            Kept(account: try row.get("account"), actingFor: try row.find("acting_for"),
                 openedAt: try row.get("opened_at"), seenAt: try row.get("seen_at"))
        }
    }

    /// Those of an account that were opened since then, the newest first.
    static func sessions(of account: ID<Account>, openedSince start: Timestamp, _ tx: any Reading) throws -> [Open] {
        try tx.rows("""
            SELECT digest, opened_at, seen_at FROM session WHERE account = \(account) AND opened_at > \(start)
            ORDER BY opened_at DESC, digest LIMIT 100
            """).map { row in
            Open(digest: try row.get("digest"), openedAt: try row.get("opened_at"), seenAt: try row.get("seen_at"))
        }
    }

    /// How many the account has, or all accounts together.
    static func count(of account: ID<Account>?, _ tx: any Reading) throws -> Int {
        let row = if let account {
            try tx.row("SELECT COUNT(*) AS sessions FROM session WHERE account = \(account)")
        } else {
            try tx.row("SELECT COUNT(*) AS sessions FROM session")
        }
        return try row?.get("sessions") ?? 0
    }

    static func add(_ digest: Digest, _ account: ID<Account>, at instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO session (digest, account, opened_at, seen_at) VALUES (\(digest.bytes), \(account), \(instant), \(instant))
            """)
    }

    static func touch(_ digest: Digest, at instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("UPDATE session SET seen_at = \(instant) WHERE digest = \(digest.bytes)")
    }

    static func set(actingFor code: String?, _ digest: Digest, _ tx: any Transaction) throws {
        try tx.execute("UPDATE session SET acting_for = \(code) WHERE digest = \(digest.bytes)")
    }

    static func remove(_ digest: Digest, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM session WHERE digest = \(digest.bytes)")
    }

    /// Every session of the account, but for one.
    static func remove(of account: ID<Account>, except kept: Digest? = nil, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM session WHERE account = \(account) AND digest <> \(kept?.bytes ?? [])")
    }

    static func remove(openedBefore instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM session WHERE opened_at < \(instant)")
    }
}
