import Dispatch
import Synchronization

/// One transaction on its way through the pool, answered exactly once. Its task may be cancelled while it waits, and, if it only reads, while
/// it runs.
final class Errand: Sendable {
    /// Does the work and gives back the answering, which comes when the connection is free for the next.
    typealias Work = @Sendable (Worker) -> @Sendable () -> Void

    private enum Phase {
        case new
        case waiting(run: Work, refuse: @Sendable (any Error) -> Void)
        case running(Canceller?)
        case over
    }

    let deadline: ContinuousClock.Instant
    private let isStoppable: Bool
    private let phase = Mutex(Phase.new)
    private let isCancelled = Atomic(false)

    init(isStoppable: Bool, deadline: ContinuousClock.Instant) { (self.isStoppable, self.deadline) = (isStoppable, deadline) }

    var wasCancelled: Bool { isStoppable && isCancelled.load(ordering: .relaxed) }

    func prepare(run: @escaping Work, refuse: @escaping @Sendable (any Error) -> Void) {
        phase.withLock { $0 = .waiting(run: run, refuse: refuse) }
        // Cancelled before there was anything to cancel.
        if isCancelled.load(ordering: .relaxed) { self.refuse(CancellationError()) }
    }

    /// On a thread of the pool.
    func run(_ worker: Worker) {
        guard let work = begin() else { return }
        worker.errand = self
        let answer = work(worker)
        phase.withLock { $0 = .over }
        worker.errand = nil
        answer()
    }

    /// Answers with an error, unless it runs or was answered.
    func refuse(_ error: any Error) {
        let refuse = phase.withLock { phase -> (@Sendable (any Error) -> Void)? in
            guard case .waiting(_, let refuse) = phase else { return nil }
            phase = .over
            return refuse
        }
        refuse?(error)
    }

    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        refuse(CancellationError())
        if isStoppable { Self.cancels.async { [self] in stop() } }
    }

    /// Says which connection does the work.
    /// - Throws: `CancellationError` when the task was cancelled meanwhile: nothing is begun.
    func attach(_ canceller: Canceller) throws {
        phase.withLock { if case .running = $0 { $0 = .running(canceller) } }
        if wasCancelled { throw CancellationError() }
    }

    private func begin() -> Work? {
        phase.withLock { phase in
            guard case .waiting(let run, _) = phase else { return nil }
            phase = .running(nil)
            return run
        }
    }

    /// Holds the phase meanwhile, so that it can't hit whoever uses the connection next.
    private func stop() {
        phase.withLock { phase in
            if case .running(let canceller) = phase { canceller?.cancel() }
        }
    }

    /// Cancelling opens a connection of its own, which blocks.
    private static let cancels = DispatchQueue(label: "postgres.cancel")
}
