import NIOCore
import Synchronization

/// Whether there is still somebody at the other end of a connection.
final class Presence: Sendable {
    private struct State { var isOver = false, listeners: [Int: @Sendable () -> Void] = [:], next = 0 }

    private let state = Mutex(State())

    /// Has the closure called once when the client goes, or at once when he has gone. The number takes it back.
    func whenOver(_ body: @escaping @Sendable () -> Void) -> Int {
        let (isOver, number) = state.withLock { state in
            state.next += 1
            if !state.isOver { state.listeners[state.next] = body }
            return (state.isOver, state.next)
        }
        if isOver { body() }
        return number
    }

    func forget(_ number: Int) { state.withLock { $0.listeners[number] = nil } }

    func end() {
        let listeners = state.withLock { state in
            defer { (state.isOver, state.listeners) = (true, [:]) }
            return state.listeners.values
        }
        for listener in listeners { listener() }
    }
}

extension TongbanContext {
    /// Does what isn't worth finishing once the client has gone: then it is cancelled.
    public func whileConnected<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        guard let presence = try? await channel?.pipeline.handler(type: ConnectionGuard.self).map(\.presence).get() else {
            return try await body()
        }
        let task = Task { try await body() }, number = presence.whenOver { task.cancel() }
        defer { presence.forget(number) }
        return try await withTaskCancellationHandler { try await task.value } onCancel: { task.cancel() }
    }
}
