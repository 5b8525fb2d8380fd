import CPostgres
import Dispatch
import Foundation
import Kernel
import Storage
import Synchronization

/// This node's leadership in one matter: a lock that belongs to a connection (`pg_advisory_lock`), and the thread that holds the connection and
/// watches over it. The server gives the lock to the next node when the connection ends, however it ends.
final class Leadership: Sendable {
    private let alarm = Alarm()
    private let state = Mutex(State())
    private let over = AsyncStream<Void>.makeStream()

    private struct State {
        var isGivenUp = false
        var waitingOn: Canceller?
    }

    /// Waits, as long as it takes, until it is this node's turn.
    /// - Throws: `storage.unavailable` when the server is away, `CancellationError`.
    func begin(_ matter: String, _ server: Server) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                let thread = Thread { [self] in hold(matter, server) { caller.resume(with: $0) } }
                thread.name = "postgres leader"
                thread.start()
            }
        } onCancel: {
            giveUp()
        }
    }

    /// Returns when the leadership is over: lost, or given up.
    func end() async { for await _ in over.stream {} }

    /// Returns at once; the server learns it a moment later.
    func giveUp() {
        state.withLock { $0.isGivenUp = true }
        alarm.ring()
        // Asking the server to stop waiting blocks.
        DispatchQueue.global().async { [self] in state.withLock { $0.waitingOn }?.cancel() }
    }

    private func hold(_ matter: String, _ server: Server, answer: (Result<Void, any Error>) -> Void) {
        defer { over.continuation.finish() }
        let connection: ServerConnection
        do {
            connection = try server.connect(.service)
            try lock(matter, connection)
        } catch {
            let isGivenUp = state.withLock { $0.isGivenUp }
            return answer(.failure(isGivenUp ? CancellationError() : (error as? ServerFault)?.problem ?? error))
        }
        answer(.success(()))
        while !state.withLock({ $0.isGivenUp }), PQconsumeInput(connection.handle) == 1, !connection.isHungUp {
            connection.wait(orFor: alarm, atMost: nil)
        }
    }

    private func lock(_ matter: String, _ connection: ServerConnection) throws {
        state.withLock { $0.waitingOn = connection.canceller }
        defer { state.withLock { $0.waitingOn = nil } }
        // A cancellation from before this line found nobody to cancel.
        if state.withLock({ $0.isGivenUp }) { throw CancellationError() }
        try connection.run("SELECT pg_advisory_lock(\(advisoryKey(matter)))")
        if state.withLock({ $0.isGivenUp }) { throw CancellationError() }
    }
}

/// The number of a lock by its name, as an expression of SQL.
func advisoryKey(_ name: String) -> String { "hashtextextended(\(quoted("tongban \(name)")), 0)" }

extension Leadership {
    /// Leads in a matter while the work lasts.
    static func during<Value: Sendable>(
        _ matter: String, _ server: Server, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let leadership = Leadership()
        try await leadership.begin(matter, server)
        defer { leadership.giveUp() }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await leadership.end()
                return nil
            }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let value = next { return value }
                // The work of a task that was cancelled ends by itself, and says how.
                if !Task.isCancelled { break }
            }
            group.cancelAll()
            // What the work says when it is stopped is no longer of interest.
            while await group.nextResult() != nil {}
            throw Problem("storage.leadership_lost", .unavailable)
        }
    }
}
