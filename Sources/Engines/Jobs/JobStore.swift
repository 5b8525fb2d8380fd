import Kernel
import Storage

/// The runner's side of the table. Every change names the run that makes it, so that a run whose lease is over, or whose
/// job was replaced by a later one, changes nothing.
struct JobStore: Sendable {
    let database: any Database

    /// Takes the most urgent jobs that are due, or whose earlier run did not come back within its lease. The outer
    /// condition repeats the inner one, since another node may have taken a job in between.
    func take(_ limit: Int, now: Timestamp, lease: Duration) async throws -> [Job] {
        let isDue: SQL = "((state = 'waiting' AND due_at <= \(now)) OR (state = 'running' AND lease_until <= \(now)))"
        return try await database.write { tx in
            try tx.rows("""
                UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = \(now + lease)
                WHERE id IN (SELECT id FROM job WHERE \(isDue) ORDER BY priority DESC, due_at, id LIMIT \(limit) \(SQL.skipLocked)) AND \(isDue)
                RETURNING id, kind, payload, priority, due_at, attempts
                """).map(Job.init).sorted(by: Job.runsBefore)
        }
    }

    func finish(_ job: Job) async throws {
        try await database.write { tx in try tx.execute("DELETE FROM job WHERE \(isRun(of: job))") }
    }

    func retry(_ job: Job, at due: Timestamp, error: String) async throws {
        try await database.write { tx in
            try tx.execute("""
                UPDATE job SET state = 'waiting', due_at = \(due), lease_until = NULL, last_error = \(error) WHERE \(isRun(of: job))
                """)
        }
    }

    func bury(_ job: Job, error: String) async throws {
        try await database.write { tx in
            try tx.execute("UPDATE job SET state = 'dead', lease_until = NULL, last_error = \(error) WHERE \(isRun(of: job))")
        }
    }

    /// Gives back a job that was not run to its end by no fault of its own.
    func release(_ job: Job) async throws {
        try await database.write { tx in
            try tx.execute("UPDATE job SET state = 'waiting', attempts = attempts - 1, lease_until = NULL WHERE \(isRun(of: job))")
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
