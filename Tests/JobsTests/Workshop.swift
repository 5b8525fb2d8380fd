import Jobs
import Kernel
import Logging
import Storage
import Synchronization
import TestKit

/// A database with the jobs' table, a clock that stands still, and handlers that write down what they did.
struct Workshop {
    let clock = StandingClock(Timestamp(milliseconds: 1_000_000))
    let database: any Database
    let queue: JobQueue

    init() async throws {
        database = try await TestDatabase.with(
            "Engines/Jobs/Migrations/0002_jobs", "Engines/Jobs/Migrations/0063_jobs_in_turn",
            "Engines/Jobs/Migrations/0112_jobs_cancelled", clock: clock)
        queue = JobQueue(database, clock: clock, random: SeededRandom(seed: 7))
    }

    func runner(
        _ handlers: any JobHandler..., width: Int = 4, renewal: Duration = .minutes(3), clock: (any Kernel.Clock)? = nil,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) throws -> JobRunner {
        try JobRunner(queue, database: database, clock: clock ?? self.clock, handlers: handlers, logger: logger, width: width,
                      renewal: renewal)
    }

    func enqueue(_ kind: String, _ payload: String, due: Duration = .zero, key: String? = nil, priority: Int = 0) async throws {
        try await database.write { [queue, clock] tx in
            try queue.enqueue(kind, payload, due: clock.now + due, key: key, priority: priority, in: tx)
        }
    }

    func cancel(_ key: String) async throws {
        try await database.write { [queue] tx in try queue.cancel(key: key, in: tx) }
    }

    /// The column of every job, in the order they were written down.
    func column<Wanted: ColumnReadable & Sendable>(_ name: String, as type: Wanted.Type = Wanted.self) async throws -> [Wanted?] {
        try await database.read { tx in try tx.rows("SELECT * FROM job ORDER BY id").map { try $0.find(name) } }
    }
}

/// Does what the test says, after writing down the payload.
final class Recorder: JobHandler {
    let kind: String
    private let payloads = Mutex<[String]>([])
    private let action: @Sendable (String) async throws -> Void

    init(_ kind: String = "note", _ action: @escaping @Sendable (String) async throws -> Void = { _ in }) {
        (self.kind, self.action) = (kind, action)
    }

    var done: [String] { payloads.withLock { $0 } }

    func run(_ payload: [UInt8]) async throws {
        let text = try decode(String.self, from: payload)
        payloads.withLock { $0.append(text) }
        try await action(text)
    }
}

struct Refusal: Error {}
