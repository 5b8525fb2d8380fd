import Kernel

/// What the console asks of the platform and has it do. The whole answers, which alone knows the rooms that the work is done in.
public protocol AdministeredPlatform: Sendable {
    /// One picture: the figures agree with the list.
    func laterWork() async throws -> LaterWork

    /// Looks at what the platform stands on. Never waits long for what doesn't answer.
    func health() async throws -> Health

    /// Gives a job that was given up another round of attempts.
    /// - Throws: `job.not_dead`.
    func retry(_ job: String, by administrator: Actor) async throws

    /// The same for all that were given up; tells how many those were.
    func retryAll(by administrator: Actor) async throws -> Int
}

/// The work that is done later (后台任务): documents, licences, timers.
public struct LaterWork: Sendable {
    /// Timers among them.
    public let waiting: Int
    public let running: Int
    /// How many were given up after all attempts.
    public let givenUp: Int
    /// The newest of those.
    public let newest: [GivenUpJob]

    public init(waiting: Int, running: Int, givenUp: Int, newest: [GivenUpJob]) {
        (self.waiting, self.running, self.givenUp, self.newest) = (waiting, running, givenUp, newest)
    }
}

/// A job that failed until it was given up. It never says whom it was about.
public struct GivenUpJob: Sendable {
    public let key: String, kind: String
    /// The code of the problem, or the name of an error's type.
    public let error: String
    /// When it was written down.
    public let since: Timestamp

    public init(key: String, kind: String, error: String, since: Timestamp) {
        (self.key, self.kind, self.error, self.since) = (key, kind, error, since)
    }
}

/// What the platform stands on, at a glance.
public struct Health: Sendable {
    /// The database's engine and version. It answers, or there would be no page.
    public let database: String
    /// Whether files lie in an object store instead of on the server's own disk.
    public let isObjectStore: Bool
    /// Whether files can be kept just now.
    public let filesAnswer: Bool
    /// How many acts the ledger holds under its newest signed head, and when that was signed; `nil` before the first.
    public let ledger: (acts: Int, signedAt: Timestamp)?

    public init(database: String, isObjectStore: Bool, filesAnswer: Bool, ledger: (acts: Int, signedAt: Timestamp)?) {
        (self.database, self.isObjectStore, self.filesAnswer, self.ledger) = (database, isObjectStore, filesAnswer, ledger)
    }
}
