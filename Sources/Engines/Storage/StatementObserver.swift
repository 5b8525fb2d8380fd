import Synchronization

/// What an engine keeps for `Database.observe`. Costs one look at a flag while nobody observes.
public final class StatementObserver: Sendable {
    private let isOn = Atomic(false)
    private let state = Mutex(State())

    private struct State {
        var seen: Set<String> = []
        var collector: (@Sendable (SQL) -> Void)?
    }

    public init() {}

    public func set(_ collector: (@Sendable (SQL) -> Void)?) {
        state.withLock { $0 = State(collector: collector) }
        isOn.store(collector != nil, ordering: .releasing)
    }

    public func note(_ sql: SQL) {
        guard isOn.load(ordering: .acquiring) else { return }
        state.withLock { $0.seen.insert(sql.text).inserted ? $0.collector : nil }?(sql)
    }
}
