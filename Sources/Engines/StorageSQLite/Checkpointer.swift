import GRDB
import Synchronization

/// Carries committed pages from the write-ahead log into the database file, beside the writer.
///
/// The bulk is copied on a connection of its own while commits go on. What was committed meanwhile is copied by the
/// writer between two groups: it is little, and only when nothing is left can SQLite begin the log anew, so that it does
/// not grow for as long as writes keep coming.
final class Checkpointer: Sendable {
    private let queue: DatabaseQueue
    private let state = Mutex(State())

    private struct State {
        var phase = Phase.resting
        var load = 0
        var lastChanges = 0
    }

    private enum Phase { case resting, copying, finishing }

    init(queue: DatabaseQueue) { self.queue = queue }

    /// Told by the writer, on its own thread, after each commit.
    func committed(on writer: GRDB.Database) {
        switch nextStep(changes: writer.totalChangesCount) {
        case .copying: queue.asyncWriteWithoutTransaction { [self] in copy($0, then: .finishing) }
        case .finishing: copy(writer, then: .resting)
        case .resting: break
        }
    }

    /// What is to be begun now; mostly nothing.
    private func nextStep(changes: Int) -> Phase {
        state.withLock { state in
            state.load += changes - state.lastChanges + Self.loadOfCommit
            state.lastChanges = changes
            guard state.phase == .resting else { return state.phase == .finishing ? .finishing : .resting }
            guard state.load >= Self.largestLoad else { return .resting }
            (state.phase, state.load) = (.copying, 0)
            return .copying
        }
    }

    func close() throws { try queue.close() }

    /// A checkpoint that fails (a reader is in the way) loses nothing: the pages stay in the log for the next one.
    private func copy(_ database: GRDB.Database, then next: Phase) {
        _ = try? database.checkpoint(.passive)
        state.withLock { $0.phase = next }
    }

    /// SQLite does not tell the log's length, so it is estimated by rows changed; a commit writes a few pages at least.
    /// The bound comes to some 8 MB of log when writes come in groups, and twice that when they come alone.
    private static let largestLoad = 4096
    private static let loadOfCommit = 16
}
