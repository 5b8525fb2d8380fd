import Kernel
import Synchronization

/// Where a node begins to look for jobs that are due.
///
/// Jobs that are done are deleted, but as long as somebody reads an old picture of the data - a backup may for an hour - PostgreSQL can't
/// clear away what is left of them, and it lies at the very beginning of what is looked at. So a node remembers before which place it has
/// taken everything, and begins there. What came to stand before that place since (a transaction that was slow to commit, a job that was
/// given back) is found by a look from the beginning, which there is now and then.
final class Frontier: Sendable {
    /// The place of a job in the order in which jobs are due.
    struct Place: Sendable, Hashable { let due: Timestamp, id: String }

    private let state = Mutex(State())

    private struct State {
        var place: Place?
        var isCaughtUp = false
        var wholeLook: ContinuousClock.Instant?
    }

    /// How long something may stand unseen before the place.
    private static let patience = Duration.seconds(30)
    /// Within which a transaction commits after it has read the clock, nearly always.
    static let slowness = Duration.seconds(60)

    /// After which place to look; `nil` when it is time to look from the beginning.
    func begin() -> Place? {
        state.withLock { state in
            guard let last = state.wholeLook, ContinuousClock.now - last < Self.patience else { return nil }
            return state.place
        }
    }

    /// Notes what a look has found, and tells whether it must be repeated from the beginning, since it has come to the end of what it knew.
    func found(_ jobs: [Job], of limit: Int, after place: Place?, now: Timestamp) -> Bool {
        state.withLock { state in
            if place == nil { state.wholeLook = .now }
            if jobs.count < limit {
                // All that is due was taken, if this was a look from the beginning, or if the one before it had already come to the end.
                guard place == nil || state.isCaughtUp else { return true }
                (state.place, state.isCaughtUp) = (Place(due: now - Self.slowness, id: ""), true)
            } else {
                state.isCaughtUp = false
                if let last = jobs.map({ Place(due: $0.dueAt, id: $0.id.text) }).max(by: { ($0.due, $0.id) < ($1.due, $1.id) }) {
                    state.place = last
                }
            }
            return false
        }
    }

    /// From when on jobs that wait need to be looked at.
    var earliest: Timestamp? { state.withLock { $0.place?.due } }
}
