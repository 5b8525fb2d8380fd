import Synchronization

/// Wakes those who wait, without polling: rung on one node, it is heard on every node over the same database. Rings while
/// nobody could answer are not lost: they count as one.
///
/// A bell is a hint, and the wire to another node may break: who listens looks for himself now and then.
public final class Bell: Sendable {
    private let state = Mutex(State())
    private let passOn: @Sendable () -> Void

    private struct State {
        var next = 0
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var isRaised = false
        var waiting: [Int: CheckedContinuation<Void, Never>] = [:]

        mutating func number() -> Int {
            next += 1
            return next
        }
    }

    /// - Parameter passOn: tells the other nodes, without waiting.
    public init(passOn: @escaping @Sendable () -> Void = {}) { self.passOn = passOn }

    /// Wakes all who listen here, at once, and all on other nodes soon.
    public func ring() {
        wake()
        passOn()
    }

    /// Wakes those of this node: for the engine, which heard that another node rang.
    public func wake() {
        let (listeners, waiting) = state.withLock { state in
            defer { state.waiting = [:] }
            if state.waiting.isEmpty { state.isRaised = true }
            return (Array(state.listeners.values), Array(state.waiting.values))
        }
        listeners.forEach { $0.yield() }
        waiting.forEach { $0.resume() }
    }

    /// One element for each time that the bell rang since the last was taken, and one to begin with. Ends with its task.
    /// - Parameter look: how often there is one even though nobody rang, for whoever looks himself. Others who listen don't notice.
    public func listen(lookingEvery look: Duration? = nil) -> AsyncStream<Void> {
        let (stream, listener) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            let number = state.number()
            state.listeners[number] = listener
            return number
        }
        let looking = look.map { look in Task { while (try? await Task.sleep(for: look)) != nil { listener.yield() } } }
        listener.onTermination = { [weak self] _ in
            looking?.cancel()
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        listener.yield()
        return stream
    }

    /// For the one loop that waits so: returns when the bell rings or rang since it last waited, when the time is over, or when
    /// the task is cancelled. Loops that share a bell `listen`.
    public func wait(atMost time: Duration) async {
        let number = state.withLock { $0.number() }
        await withTaskCancellationHandler {
            var alarm: Task<Void, any Error>?
            await withCheckedContinuation { caller in
                guard park(caller, number) else { return caller.resume() }
                // Set only now: one that went off earlier would find nobody, and let the caller wait for ever.
                alarm = Task { [self] in
                    try await Task.sleep(for: time)
                    release(number)
                }
                // Who was cancelled before he was parked is not told again.
                if Task.isCancelled { release(number) }
            }
            alarm?.cancel()
        } onCancel: {
            release(number)
        }
    }

    /// Lets the caller wait, unless the bell rang already; that uses it up.
    private func park(_ caller: CheckedContinuation<Void, Never>, _ number: Int) -> Bool {
        state.withLock { state in
            defer { state.isRaised = false }
            if !state.isRaised { state.waiting[number] = caller }
            return !state.isRaised
        }
    }

    private func release(_ number: Int) {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
    }
}
