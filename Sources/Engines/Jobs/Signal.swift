import Synchronization

/// Wakes one waiting loop. Raised any number of times while nobody waits, it counts once.
final class Signal: Sendable {
    private let state = Mutex(State())

    private struct State {
        var isRaised = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    func raise() {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            state.isRaised = state.waiting == nil
            return state.waiting
        }
        waiting?.resume()
    }

    /// Returns when the signal is raised, when the time is over, or when the task is cancelled.
    func wait(atMost time: Duration) async {
        let alarm = Task {
            try await Task.sleep(for: time)
            raise()
        }
        defer { alarm.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                if !parks(caller) { caller.resume() }
            }
        } onCancel: {
            raise()
        }
    }

    /// Lets the caller wait, unless the signal was raised already; that uses it up.
    private func parks(_ caller: CheckedContinuation<Void, Never>) -> Bool {
        state.withLock { state in
            defer { state.isRaised = false }
            if !state.isRaised { state.waiting = caller }
            return !state.isRaised
        }
    }
}
