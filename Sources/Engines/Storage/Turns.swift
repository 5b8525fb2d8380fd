import Synchronization

/// Lets one task at a time have its turn in each matter, in the order in which they came: leadership within one process.
public final class Turns: Sendable {
    private let state = Mutex(State())

    private struct State {
        var next = 0
        /// Who waits for each matter that somebody has; the key is there while somebody has it.
        var waiting: [String: [(number: Int, caller: CheckedContinuation<Void, any Error>)]] = [:]
    }

    public init() {}

    /// - Throws: `CancellationError` when the task was cancelled while it waited; the work was not begun.
    public func taking<Value: Sendable>(_ matter: String, _ work: @Sendable () async throws -> Value) async throws -> Value {
        try await take(matter)
        defer { pass(matter) }
        return try await work()
    }

    private func take(_ matter: String) async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                if !park(caller, number, matter) { return caller.resume() }
                if Task.isCancelled { giveUp(number, matter) }
            }
        } onCancel: {
            giveUp(number, matter)
        }
    }

    /// Lets the caller wait; `false` when it is his turn already.
    private func park(_ caller: CheckedContinuation<Void, any Error>, _ number: Int, _ matter: String) -> Bool {
        state.withLock { state in
            guard state.waiting[matter] != nil else {
                state.waiting[matter] = []
                return false
            }
            state.waiting[matter]?.append((number, caller))
            return true
        }
    }

    private func giveUp(_ number: Int, _ matter: String) {
        let caller = state.withLock { state in
            state.waiting[matter]?.firstIndex { $0.number == number }.flatMap { state.waiting[matter]?.remove(at: $0).caller }
        }
        caller?.resume(throwing: CancellationError())
    }

    private func pass(_ matter: String) {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard state.waiting[matter]?.isEmpty == false else {
                state.waiting[matter] = nil
                return nil
            }
            return state.waiting[matter]?.removeFirst().caller
        }
        next?.resume()
    }
}
