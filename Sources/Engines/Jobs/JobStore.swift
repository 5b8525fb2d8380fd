import Kernel
import Storage

/// The runner's side of the table. Every change names the run that makes it, so that a run whose lease is over, or whose
/// job was replaced by a later one, changes nothing.
struct JobStore: Sendable {
    let database: any Database
    private let frontier = Frontier()

    init(database: any Database) { self.database = database }

    /// Takes jobs whose earlier run did not come back within its lease, and the most urgent of those that are due.
    /// - Parameter everywhere: from the beginning, whatever was seen before.
    func take(_ limit: Int, now: Timestamp, lease: Duration, everywhere: Bool = false) async throws -> [Job] {
        let place = everywhere ? nil : frontier.begin(), frontier = frontier
        return try await database.write { tx in
            let recent: SQL = place == nil ? "" : "AND lease_until > \(now - Frontier.slowness)"
            let lost = try take(
                "state = 'running' AND lease_until <= \(now) \(recent)", by: "lease_until, id", limit, until: now + lease, tx)
            guard lost.count < limit else { return lost }
            let wanted = limit - lost.count
            var due = try takeDue(wanted, after: place, now: now, lease: lease, tx)
            if frontier.found(due, of: wanted, after: place, now: now) {
                due += try takeDue(wanted - due.count, after: nil, now: now, lease: lease, tx)
                _ = frontier.found(due, of: wanted, after: nil, now: now)
            }
            return (lost + due).sorted(by: Job.runsBefore)
        }
    }

    private func takeDue(
        _ limit: Int, after place: Frontier.Place?, now: Timestamp, lease: Duration, _ tx: any Transaction
    ) throws -> [Job] {
        let beyond: SQL = place.map { "AND (due_at, id) > (\($0.due), \($0.id))" } ?? ""
        return try take("state = 'waiting' AND due_at <= \(now) \(beyond)", by: "priority DESC, due_at, id", limit, until: now + lease, tx)
    }

    /// Which jobs is settled first, once, or the engine might ask again for each row that it looks at and so take them all. The
    /// condition is repeated, since another node may have taken a job in between.
    private func take(_ which: SQL, by order: SQL, _ limit: Int, until end: Timestamp, _ tx: any Transaction) throws -> [Job] {
        try tx.rows("""
            WITH picked AS MATERIALIZED (SELECT id FROM job WHERE \(which) ORDER BY \(order) LIMIT \(limit) \(SQL.skipLocked))
            UPDATE job SET state = 'running', attempts = attempts + 1, lease_until = \(end), after_run = NULL
            WHERE id IN (SELECT id FROM picked) AND \(which) RETURNING id, kind, payload, priority, due_at, attempts,
                cancelled_at
            """).map(Job.init)
    }

    /// Lets a run go on for longer. What took the job's place meanwhile waits for as long.
    /// - Returns: whether the job is still this run's: it wasn't taken back, and nobody else was given it.
    func renew(_ job: Job, until end: Timestamp) async throws -> Bool {
        try await database.write { tx in
            let own = try tx.execute("UPDATE job SET lease_until = \(end) WHERE \(isRun(of: job)) AND cancelled_at IS NULL")
            guard own == 0 else { return true }
            return try tx.execute("""
                UPDATE job SET due_at = CASE WHEN wanted_at > \(end) THEN wanted_at ELSE \(end) END
                WHERE after_run = \(job.id) AND state = 'waiting'
                """) > 0
        }
    }

    func finish(_ job: Job, at now: Timestamp) async throws { try await end(job, at: now, by: "DELETE FROM job WHERE \(isRun(of: job))") }

    func retry(_ job: Job, at due: Timestamp, error: String, now: Timestamp) async throws {
        try await end(job, at: now, by: """
            UPDATE job SET state = 'waiting', due_at = \(due), lease_until = NULL, last_error = \(error)
            WHERE \(isRun(of: job)) AND cancelled_at IS NULL
            """)
    }

    func bury(_ job: Job, error: String, at now: Timestamp) async throws {
        try await end(job, at: now, by: """
            UPDATE job SET state = 'dead', lease_until = NULL, last_error = \(error) WHERE \(isRun(of: job)) AND cancelled_at IS NULL
            """)
    }

    /// Gives back a job that was not run to its end by no fault of its own. It is due anew, or other nodes would have passed its place.
    func release(_ job: Job, at now: Timestamp) async throws {
        try await end(job, at: now, by: """
            UPDATE job SET state = 'waiting', attempts = attempts - 1, lease_until = NULL, due_at = \(now)
            WHERE \(isRun(of: job)) AND cancelled_at IS NULL
            """)
    }

    /// Ends a run, and lets the job begin that took its place meanwhile.
    private func end(_ job: Job, at now: Timestamp, by statement: SQL) async throws {
        try await database.write { tx in
            try tx.send(statement)
            // Taken back while it ran: however the run ended, the job is over.
            try tx.send("DELETE FROM job WHERE id = \(job.id) AND cancelled_at IS NOT NULL AND attempts IN (0, \(job.attempts))")
            try tx.send("""
                UPDATE job SET due_at = CASE WHEN wanted_at > \(now) THEN wanted_at ELSE \(now) END, after_run = NULL
                WHERE after_run = \(job.id) AND state = 'waiting'
                """)
        }
    }

    /// When there will be something to take. Runs that don't come back aren't foreseen: whoever waits looks once a minute anyway.
    func nextDue() async throws -> Timestamp? {
        let beyond: SQL = frontier.earliest.map { "AND due_at >= \($0)" } ?? ""
        return try await database.read { tx in
            try tx.row("SELECT MIN(due_at) AS due FROM job WHERE state = 'waiting' \(beyond)")?.find("due")
        }
    }

    private func isRun(of job: Job) -> SQL { "id = \(job.id) AND state = 'running' AND attempts = \(job.attempts)" }
}
