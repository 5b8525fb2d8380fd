import Kernel
import Storage

/// All SQL about whom a clerk has before him.
enum VisitStore {
    /// Notes it, and forgets what is over.
    static func put(_ person: ID<Account>, before clerk: String, at now: Timestamp, over since: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM visit WHERE clerk = \(clerk) AND seen_at < \(since)")
        try tx.execute("""
            INSERT INTO visit (clerk, person, seen_at) VALUES (\(clerk), \(person), \(now))
            ON CONFLICT (clerk, person) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }

    static func has(_ person: ID<Account>, before clerk: String, since: Timestamp, _ tx: any Reading) throws -> Bool {
        try tx.row("SELECT seen_at FROM visit WHERE clerk = \(clerk) AND person = \(person) AND seen_at >= \(since)") != nil
    }
}
