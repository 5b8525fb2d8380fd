import Foundation
import Kernel
import Storage

/// Threads that each hold one connection, and one queue before them all: who comes first is served first. A thread, with its connection, is
/// added when all are busy, up to the bound.
///
/// Everything that changes is guarded by `condition`; therefore it may be shared.
final class Pool: @unchecked Sendable {
    private let server: Server
    private let role: Server.Role
    private let bound: Int
    private let condition = NSCondition()
    private var queue: [Errand] = []
    private var threads = 0, idle = 0
    private var isClosed = false, isWatched = false
    private var leavers: [CheckedContinuation<Void, Never>] = []

    init(_ server: Server, _ role: Server.Role, bound: Int) { (self.server, self.role, self.bound) = (server, role, max(1, bound)) }

    /// Has a thread do this with its connection.
    /// - Throws: `storage.busy` when no thread was free in time, `CancellationError` when the task was cancelled before one was.
    func run<Value: Sendable>(stoppable: Bool, _ work: @escaping @Sendable (Worker) throws -> Value) async throws -> Value {
        let errand = Errand(isStoppable: stoppable, deadline: .now + server.options.acquire)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                errand.prepare(run: { worker in
                    let result = Result { try work(worker) }
                    return { caller.resume(with: errand.wasCancelled ? result.flatMapError { _ in .failure(CancellationError()) } : result) }
                }, refuse: { caller.resume(throwing: $0) })
                enqueue(errand)
            }
        } onCancel: {
            errand.cancel()
        }
    }

    /// Takes no more, finishes what was taken, and returns when every connection is closed.
    func close() async {
        await withCheckedContinuation { caller in
            let isEmpty = condition.withLock {
                isClosed = true
                condition.broadcast()
                if threads > 0 { leavers.append(caller) }
                return threads == 0
            }
            if isEmpty { caller.resume() }
        }
    }

    /// The same without waiting.
    func abandon() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }

    private func enqueue(_ errand: Errand) {
        let (isTaken, needsThread, needsWatch) = condition.withLock {
            guard !isClosed else { return (false, false, false) }
            queue.append(errand)
            condition.signal()
            let needsThread = queue.count > idle && threads < bound
            if needsThread { threads += 1 }
            let needsWatch = queue.count > idle && !needsThread && !isWatched
            if needsWatch { isWatched = true }
            return (true, needsThread, needsWatch)
        }
        if !isTaken { errand.refuse(Problem("storage.closed", .unavailable)) }
        if needsThread { startThread() }
        if needsWatch { Task { await watch() } }
    }

    private func startThread() {
        let thread = Thread { [self] in
            let worker = Worker(server, role)
            while let errand = next() { errand.run(worker) }
            leave()
        }
        thread.name = "postgres"
        thread.start()
    }

    private func next() -> Errand? {
        condition.withLock {
            idle += 1
            defer { idle -= 1 }
            while queue.isEmpty, !isClosed { condition.wait() }
            return queue.isEmpty ? nil : queue.removeFirst()
        }
    }

    private func leave() {
        let leavers = condition.withLock {
            threads -= 1
            defer { if threads == 0 { self.leavers = [] } }
            return threads == 0 ? self.leavers : []
        }
        leavers.forEach { $0.resume() }
    }

    /// As long as errands wait: sends away the first when its time is over. The others came later and have more time.
    private func watch() async {
        while let deadline = firstDeadline() {
            try? await Task.sleep(until: deadline, clock: .continuous)
            let late = condition.withLock { queue.first.map { $0.deadline <= .now } == true ? queue.removeFirst() : nil }
            late?.refuse(Problem("storage.busy", .unavailable, reason: "no connection was free within \(server.options.acquire)"))
        }
    }

    private func firstDeadline() -> ContinuousClock.Instant? {
        condition.withLock {
            isWatched = !queue.isEmpty
            return queue.first?.deadline
        }
    }
}
