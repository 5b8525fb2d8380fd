import Kernel
import Storage

/// The runner's side of the table. Every change names the run that makes it, so that a run whose lease is over, or whose
/// job was replaced by a later one, changes nothing.
struct JobStore: Sendable {
    let database: any Database

    /// Takes jobs whose earlier run did not come back within its lease, and the most urgent of those that are due.
    func take(_ limit: Int, now: Timestamp, lease: Duration) async throws -> [Job] {
        try await database.write { tx in
            let lost = try take("state = 'running' AND lease_until <= \(now)", by: "lease_until, id", limit, until: now + lease, tx)
            guard lost.count < limit else { return lost }
            let due = try take(
                "state = 'waiting' AND due_at <= \(now)", by: "priority DESC, due_at, id", limit - lost.count, until: now + lease, tx)
            return (lost + due).sorted(by: Job.runsBefore)
        }
    }

    /// Which jobs is settled first, once, or the engine might ask again for each row that it looks at and so take them all. The
    /// condition is repeated, since another node may have taken a job in between.
    private func take(_ which: SQL, by order: SQL, _ limit: Int, until end: Timestamp, _ tx: any Transaction) throws -> [Job] {
        try tx.rows("""
            WITH picked AS MATERIALIZED (SELECT id FROM job WHERE \(which) ORDER BY \(order) LIMIT \(limit) \(SQL.skipLocked))
            UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = \(end), after_run = NULL
            WHERE id IN (SELECT id FROM picked) AND \(which) RETURNING id, kind, payload, priority, due_at, attempts
            """).map(Job.init)
    }

    func finish(_ job: Job) async throws { try await end(job, by: "DELETE FROM job WHERE \(isRun(of: job))") }

    func retry(_ job: Job, at due: Timestamp, error: String) async throws {
        try await end(job, by: """
            UPDATE job SET state = 'waiting', due_at = \(due), lease_until = NULL, last_error = \(error) WHERE \(isRun(of: job))
            """)
    }

    func bury(_ job: Job, error: String) async throws {
        try await end(job, by: "UPDATE job SET state = 'dead', lease_until = NULL, last_error = \(error) WHERE \(isRun(of: job))")
    }

    /// Gives back a job that was not run to its end by no fault of its own.
    func release(_ job: Job) async throws {
        try await end(job, by: "UPDATE job SET state = 'waiting', attempts = attempts - 1, lease_until = NULL WHERE \(isRun(of: job))")
    }

    /// Ends a run, and lets the job begin that took its place meanwhile.
    private func end(_ job: Job, by statement: SQL) async throws {
        try await database.write { tx in
            try tx.send(statement)
            try tx.send("UPDATE job SET due_at = wanted_at, after_run = NULL WHERE after_run = \(job.id) AND state = 'waiting'")
        }
    }

    /// When there will be something to take.
    func nextDue() async throws -> Timestamp? {
        try await database.read { tx in
            let waiting = try tx.row("SELECT MIN(due_at) AS due FROM job WHERE state = 'waiting'")?.find("due", as: Timestamp.self)
            let leased = try tx.row("SELECT MIN(lease_until) AS due FROM job WHERE state = 'running'")?.find("due", as: Timestamp.self)
            return [waiting, leased].compactMap(\.self).min()
        }
    }

    private func isRun(of job: Job) -> SQL { "id = \(job.id) AND state = 'running' AND attempts = \(job.attempts)" }
}
