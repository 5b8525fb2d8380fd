import Kernel
import Storage

/// All SQL about who was seen at a window.
enum VisitStore {
    static func put(_ visit: Visit, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO window_visit (clerk, person, seen_at) VALUES (\(visit.clerk.id), \(visit.person.id), \(visit.seenAt))
            ON CONFLICT (clerk, person) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }

    static func seen(_ person: ID<Account>, by clerk: String, _ tx: any Reading) throws -> Timestamp? {
        try tx.row("SELECT seen_at FROM window_visit WHERE clerk = \(clerk) AND person = \(person)")?.get("seen_at")
    }
}
