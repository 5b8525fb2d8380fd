import Dispatch
import Kernel
import NIOPosix
import Synchronization

/// Threads of their own for one kind of work that would hold up Swift's cooperative threads: reading strangers' files, drawing and
/// signing, passwords, the disk. Each kind has a pool, so that a crowd at one doesn't keep the others waiting. The queue has an end:
/// who finds it full is told to come again, which is better for him than to wait for an answer that comes too late.
public final class WorkPool: Sendable {
    public let name: String
    private let width: Int, room: Int
    /// Asked of the system for each piece of work.
    private let prepare: @Sendable () -> Void
    private let threads: NIOThreadPool
    private let state = Mutex(State())

    private struct State { var isStarted = false, taken = 0 }

    /// - Parameters:
    ///   - threads: How many pieces of work go on at once.
    ///   - waiting: How many more may wait for a thread.
    ///   - prepare: Done on the thread before each piece of work.
    public init(_ name: String, threads: Int, waiting: Int, prepare: @escaping @Sendable () -> Void = {}) {
        (self.name, width, room, self.prepare) = (name, max(1, threads), max(0, waiting), prepare)
        self.threads = NIOThreadPool(numberOfThreads: max(1, threads))
    }

    deinit { threads.shutdownGracefully(queue: .global()) { _ in } }

    /// How many pieces of work are under way or waiting.
    public var depth: Int { state.withLock { $0.taken } }

    /// Does a piece of work on one of the threads. When the task is cancelled while it waits, it is not begun.
    /// - Throws: `busy.try_again` when the queue is full; what the work throws; `CancellationError`.
    public func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try enter(upTo: width + room)
        return try await perform(body)
    }

    /// The same of work that can be broken off: it is told when the task has been cancelled meanwhile.
    public func run<Value: Sendable>(_ body: @escaping @Sendable (Abandonment) throws -> Value) async throws -> Value {
        let abandonment = Abandonment()
        return try await withTaskCancellationHandler {
            do {
                return try await run { try body(abandonment) }
            } catch let problem as Problem where problem.code == "work.abandoned" {
                throw CancellationError()
            }
        } onCancel: {
            abandonment.give()
        }
    }

    /// What must be done though the queue is full and the task is cancelled: tidying up.
    public func runAnyway<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try enter(upTo: .max)
        // In a task of its own: a cancelled one gets no thread any more.
        return try await Task { try await perform(body) }.value
    }

    private func enter(upTo limit: Int) throws {
        try state.withLock { state in
            guard state.taken < limit else { throw Problem("busy.try_again", .unavailable, ["seconds": "5"], reason: name) }
            state.taken += 1
            // Threads are made when they are first needed: not every program that has a pool uses it.
            if !state.isStarted { threads.start() }
            state.isStarted = true
        }
    }

    private func perform<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        defer { state.withLock { $0.taken -= 1 } }
        return try await threads.runIfActive { [prepare] in
            prepare()
            return try body()
        }
    }
}

extension WorkPool {
    /// For work that is done one after another and alone: a command's, a test's.
    public static func single(_ name: String) -> WorkPool { WorkPool(name, threads: 1, waiting: 64) }
}
