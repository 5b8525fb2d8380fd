import Foundation
import Synchronization

/// One transaction on its way through the pool, answered exactly once. Its task may be cancelled while it waits, and, if it
/// only reads, while it runs.
final class Errand: Sendable {
    /// Does the work and gives back the answering, which comes when the connection is free for the next.
    typealias Work = @Sendable (Worker) -> @Sendable () -> Void

    private enum Phase {
        case new
        case waiting(run: Work, refuse: @Sendable (any Error) -> Void)
        case running(Canceller?)
        /// The server is being asked to stop it; the alarm tells when that is done.
        case stopping(Alarm)
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
        end(worker)
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
        if isStoppable { stop() }
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

    /// The asking opens a connection of its own, which blocks, and for long when the server is away: a thread of its own does it.
    private func stop() {
        let asked = Alarm()
        let canceller = phase.withLock { phase -> Canceller? in
            guard case .running(let canceller?) = phase else { return nil }
            phase = .stopping(asked)
            return canceller
        }
        guard let canceller else { return }
        let thread = Thread {
            canceller.callOff()
            asked.ring()
        }
        thread.name = "postgres cancel"
        thread.start()
    }

    /// While the server is still being asked to stop it, what it stops might be whatever uses the connection next. That is waited
    /// for, though not long: then the connection is given up.
    private func end(_ worker: Worker) {
        let asked = phase.withLock { phase -> Alarm? in
            defer { phase = .over }
            guard case .stopping(let asked) = phase else { return nil }
            return asked
        }
        if let asked, !asked.wait(atMost: 5000) { worker.drop() }
    }
}
