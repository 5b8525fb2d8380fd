import Kernel
import Storage

/// A job that was taken to be run. How often it was taken tells this run from a later one.
public struct Job: Sendable {
    let id: ID<Job>
    let kind: String
    let payload: [UInt8]
    let priority: Int
    let dueAt: Timestamp
    let attempts: Int
    /// Taken back while an earlier run of it was under way, which never came back: there is nothing to do any more.
    let isCancelled: Bool

    init(_ row: Row) throws {
        id = try row.get("id")
        kind = try row.get("kind")
        payload = try Array(row.get("payload", as: String.self).utf8)
        priority = try row.get("priority")
        dueAt = try row.get("due_at")
        attempts = try row.get("attempts")
        isCancelled = try row.find("cancelled_at", as: Timestamp.self) != nil
    }

    /// Dearest first, then longest due.
    static func runsBefore(_ a: Job, _ b: Job) -> Bool {
        (-a.priority, a.dueAt, a.id) < (-b.priority, b.dueAt, b.id)
    }
}
