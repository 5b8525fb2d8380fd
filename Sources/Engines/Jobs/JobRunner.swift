import Kernel
import Logging
import Storage

/// Runs jobs when they are due, a few at once. Any number of nodes may run one over the same database.
public actor JobRunner {
    /// For how long a job is a run's without its saying so again. After that the node is taken for dead and the job is given to another.
    public static let lease = Duration.minutes(10)

    private let store: JobStore
    private let clock: any Kernel.Clock
    private let attempt: Attempt
    private let width: Int
    private let bell: Bell
    private var running = 0

    /// - Parameters:
    ///   - width: How many jobs run at once at most.
    ///   - renewal: How often a run renews its lease.
    /// - Throws: `Problem` `job.doubled_handler` when two handlers claim one kind.
    public init(
        _ queue: JobQueue, database: any Database, clock: any Kernel.Clock, handlers: [any JobHandler], logger: Logger, width: Int = 4,
        renewal: Duration = .minutes(3)
    ) throws {
        store = JobStore(database: database)
        bell = queue.bell
        self.clock = clock
        self.width = width
        attempt = try Attempt(store: store, clock: clock, handlers: handlers, renewal: renewal, logger: logger)
    }

    /// Runs jobs until the task is cancelled; jobs under way are then told to stop and given back.
    public func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                for job in await takeSome() {
                    running += 1
                    group.addTask { await self.run(job) }
                }
                await bell.wait(atMost: pause())
            }
        }
    }

    /// Runs everything that is due now, one job after another in the order of urgency, and then returns: for tests and for
    /// the simulator. Jobs that fail are put off as ever.
    /// - Throws: `Problem` `job.unknown_kind` when a job has no handler.
    public func drain() async throws {
        // One at a time: a lease begins when its job does.
        while let job = try await store.take(1, now: clock.now, lease: Self.lease, everywhere: true).first {
            let problem = await attempt.run(job)
            if let problem, problem.code == Attempt.unknownKind { throw problem }
        }
    }

    private func run(_ job: Job) async {
        _ = await attempt.run(job)
        running -= 1
        bell.wake()
    }

    /// As many jobs as there is room for. None when the database does not answer; it is asked again soon.
    private func takeSome() async -> [Job] {
        guard running < width else { return [] }
        do {
            return try await store.take(width - running, now: clock.now, lease: Self.lease)
        } catch is CancellationError where Task.isCancelled {
            // Told to stop while it asked: nothing was taken, and nothing is wrong.
            return []
        } catch {
            attempt.logger.error("jobs cannot be taken", metadata: ["error": "\(errorName(error))"])
            return []
        }
    }

    /// Until the next job is due. Not longer than a minute, since the wire on which we hear of other nodes may be broken.
    private func pause() async -> Duration {
        guard running < width else { return .minutes(1) }
        do {
            guard let due = try await store.nextDue() else { return .minutes(1) }
            return max(.milliseconds(10), min(.minutes(1), due - clock.now))
        } catch {
            return .seconds(5)
        }
    }
}
