import Kernel
import Logging
import Storage

/// One run of a job, and what becomes of the job afterwards.
struct Attempt: Sendable {
    static let unknownKind = "job.unknown_kind"

    let logger: Logger
    private let store: JobStore
    private let clock: any Kernel.Clock
    private let handlers: [String: any JobHandler]
    /// How often a run renews its lease.
    private let renewal: Duration

    init(store: JobStore, clock: any Kernel.Clock, handlers: [any JobHandler], renewal: Duration, logger: Logger) throws {
        (self.store, self.clock, self.renewal, self.logger) = (store, clock, renewal, logger)
        self.handlers = try Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in
            throw Problem("job.doubled_handler", .fault, ["kind": first.kind])
        }
    }

    /// Runs a job and writes down how it went. Gives back the problem, if there was one.
    func run(_ job: Job) async -> Problem? {
        let outcome = job.isCancelled ? .success(()) : await underLease(job)
        let wasStopped = Task.isCancelled
        // The end is written down also when the program is told to stop: a task of its own isn't cancelled with this one.
        return await Task { await keep(outcome, of: job, wasStopped: wasStopped) }.value
    }

    private func keep(_ outcome: Result<Void, any Error>, of job: Job, wasStopped: Bool) async -> Problem? {
        do {
            switch outcome {
            case .success: try await store.finish(job, at: clock.now)
            case .failure(let error) where error is JobLost:
                logger.notice("a run was stopped: its job was taken back, or given to another", metadata: metadata(of: job, error))
                try await store.release(job, at: clock.now)
            case .failure(let error) where error is CancellationError || wasStopped: try await store.release(job, at: clock.now)
            case .failure(let error):
                try await putOff(job, after: error)
                return error as? Problem
            }
            return nil
        } catch {
            // Nothing could be written down; the job comes back when its lease is over.
            logger.error("a job's end could not be kept", metadata: metadata(of: job, error))
            return error as? Problem
        }
    }

    /// Does the job, and holds its lease for as long as that takes. When the lease is lost, the work is told to stop.
    private func underLease(_ job: Job) async -> Result<Void, any Error> {
        await withTaskGroup(of: End.self) { group in
            group.addTask {
                do { return .done(.success(try await handle(job))) } catch { return .done(.failure(error)) }
            }
            group.addTask { await loses(job) ? .lost : .noLonger }
            var isLost = false, outcome = Result<Void, any Error>.failure(JobLost())
            for await end in group {
                switch end {
                case .done(let result): outcome = result
                case .lost: isLost = true
                case .noLonger: continue
                }
                group.cancelAll()
            }
            if isLost, case .failure = outcome { return .failure(JobLost()) }
            return outcome
        }
    }

    private enum End: Sendable { case done(Result<Void, any Error>), lost, noLonger }

    /// Renews the lease until the task is cancelled, or until it can't be renewed any more: then it is lost.
    private func loses(_ job: Job) async -> Bool {
        var end = clock.now + JobRunner.lease
        while true {
            do { try await Task.sleep(for: renewal) } catch { return false }
            do {
                let next = clock.now + JobRunner.lease
                guard try await store.renew(job, until: next) else { return true }
                end = next
            } catch {
                // The database may answer again; but nobody works on beyond the lease, for another may have the job by then.
                if clock.now >= end { return true }
            }
        }
    }

    private func handle(_ job: Job) async throws {
        // Only runs that never came back leave so many behind: perhaps this job is what ends the process.
        guard let handler = handlers[job.kind] else { throw Problem(Self.unknownKind, .fault, ["kind": job.kind]) }
        guard job.attempts <= Backoff.attempts || handler.isRecurring else { throw Problem("job.lost", .fault, ["kind": job.kind]) }
        try await handler.run(job.payload)
    }

    private func putOff(_ job: Job, after error: any Error) async throws {
        if job.attempts >= Backoff.attempts, handlers[job.kind]?.isRecurring != true {
            logger.error("a job is given up", metadata: metadata(of: job, error))
            try await store.bury(job, error: errorName(error), at: clock.now)
        } else {
            let now = clock.now
            logger.warning("a job failed and will be retried", metadata: metadata(of: job, error))
            try await store.retry(job, at: now + Backoff.pause(after: job.attempts), error: errorName(error), now: now)
        }
    }

    private func metadata(of job: Job, _ error: any Error) -> Logger.Metadata {
        ["job": "\(job.id)", "kind": "\(job.kind)", "attempts": "\(job.attempts)", "error": "\(errorName(error))"]
    }
}

/// The job of a run isn't this run's any more.
private struct JobLost: Error {}

/// How long to wait for better times: 5 s, 10 s, 20 s ... an hour; given up after most of a working day.
enum Backoff {
    static let attempts = 16

    static func pause(after attempts: Int) -> Duration { min(.hours(1), .seconds(5 << max(0, min(attempts - 1, 20)))) }
}

/// An error's code or type, without what it was about: payloads hold personal data, and this is kept and logged.
func errorName(_ error: any Error) -> String { (error as? Problem)?.code ?? "\(type(of: error))" }
