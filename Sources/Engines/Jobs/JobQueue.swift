import Kernel
import Storage

/// Where work for later is written down (任务队列): in the transaction that gives rise to it, so that either both are
/// kept or neither. Timers are jobs with a due time.
public struct JobQueue: Sendable {
    private let clock: any Kernel.Clock
    private let random: any RandomSource
    /// Rung when a job was enqueued and committed: wakes the runners, on every node.
    let bell: Bell

    public init(_ database: any Database, clock: any Kernel.Clock, random: any RandomSource) {
        (bell, self.clock, self.random) = (database.bell("jobs"), clock, random)
    }

    /// Writes down a job. It may run more than once, never less.
    /// - Parameters:
    ///   - due: Not before this instant; `nil` is now.
    ///   - key: There is one job of a key. A later one takes the place of the earlier: that is how a timer is moved. If the
    ///     earlier is running, it runs to its end and the later runs afterwards, at the latest when the earlier's lease is over.
    ///   - priority: The higher goes first among those that are due.
    public func enqueue<Payload: Codable>(
        _ kind: String, _ payload: Payload, due: Timestamp? = nil, key: String? = nil, priority: Int = 0, in tx: any Transaction
    ) throws {
        let now = clock.now
        // A job that is replaced gets a new id, so that a run of the earlier one does not finish the later.
        try tx.send("""
            INSERT INTO job (id, kind, payload, priority, due_at, attempts, state, unique_key, created_at)
            VALUES (\(ID<Job>(at: now, random)), \(kind), \(JSONText.encode(payload)),
                \(priority), \(due ?? now), 0, 'waiting', \(key), \(now))
            ON CONFLICT (unique_key) DO UPDATE SET
                id = excluded.id, kind = excluded.kind, payload = excluded.payload, priority = excluded.priority,
                after_run = CASE
                    WHEN job.state = 'running' AND job.lease_until > excluded.created_at THEN job.id
                    WHEN job.state = 'waiting' THEN job.after_run END,
                due_at = CASE
                    WHEN job.state = 'running' AND job.lease_until > excluded.due_at THEN job.lease_until
                    WHEN job.state = 'waiting' AND job.after_run IS NOT NULL AND job.due_at > excluded.due_at THEN job.due_at
                    ELSE excluded.due_at END,
                wanted_at = excluded.due_at, created_at = excluded.created_at,
                attempts = 0, state = 'waiting', lease_until = NULL, last_error = NULL, cancelled_at = NULL
            """)
        tx.afterCommit(bell.ring)
    }

    /// Takes back the job of a key, if it is not done: how a timer is stopped. One that is running is told to stop; however its run ends,
    /// it isn't run again, and what is written down under its key meanwhile begins when that run has ended.
    public func cancel(key: String, in tx: any Transaction) throws {
        let now = clock.now
        try tx.send("""
            UPDATE job SET state = 'running', cancelled_at = \(now), id = COALESCE(after_run, id), after_run = NULL,
                lease_until = CASE WHEN state = 'running' THEN lease_until ELSE due_at END,
                attempts = CASE WHEN state = 'running' THEN attempts ELSE 0 END
            WHERE unique_key = \(key)
                AND (state = 'running' AND lease_until > \(now) OR state = 'waiting' AND after_run IS NOT NULL AND due_at > \(now))
            """)
        try tx.send("DELETE FROM job WHERE unique_key = \(key) AND cancelled_at IS NULL")
    }

    /// Jobs that were given up, newest first: for the administrator.
    public func dead(limit: Int = 100, in tx: any Reading) throws -> [DeadJob] {
        try tx.rows("SELECT id, kind, last_error, created_at FROM job WHERE state = 'dead' ORDER BY id DESC LIMIT \(limit)").map { row in
            try DeadJob(id: row.get("id"), kind: row.get("kind"), lastError: row.get("last_error"), createdAt: row.get("created_at"))
        }
    }

    /// Gives a dead job another round of attempts. False when there is no such job, or it isn't dead.
    public func revive(_ id: ID<Job>, in tx: any Transaction) throws -> Bool {
        tx.afterCommit(bell.ring)
        return try tx.execute("""
            UPDATE job SET state = 'waiting', attempts = 0, due_at = \(clock.now) WHERE id = \(id) AND state = 'dead'
            """) > 0
    }

    /// How many there are of each sort.
    public func figures(in tx: any Reading) throws -> JobFigures {
        let count = { (state: String) -> Int in
            try tx.row("SELECT COUNT(*) AS jobs FROM job WHERE state = \(state)")?.get("jobs") ?? 0
        }
        return try JobFigures(waiting: count("waiting"), running: count("running"), dead: count("dead"))
    }
}

/// How much there is to do.
public struct JobFigures: Sendable, Hashable {
    /// Timers among them.
    public let waiting: Int
    public let running: Int
    /// Given up after all attempts.
    public let dead: Int
}

/// A job that failed until it was given up.
public struct DeadJob: Sendable {
    public let id: ID<Job>, kind: String
    /// A code or the name of an error type; never what the job was about.
    public let lastError: String
    public let createdAt: Timestamp
}
