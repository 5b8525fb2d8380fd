import Backup
import Synchronization

/// How far a long job has come, on one line of a terminal: `rows  [=====     ]  51 %  1200 of 2400`.
final class ProgressBar: Sendable {
    private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

    /// Ten times a second is enough for whoever watches.
    func show(_ progress: Backup.Progress) {
        let now = ContinuousClock.now
        let isDue = lastShown.withLock { last in
            if let last, now - last < .milliseconds(100), progress.done != progress.total { return false }
            last = now
            return true
        }
        if isDue { Terminal.progress(Self.line(progress)) }
    }

    static func line(_ progress: Backup.Progress) -> String {
        let what = switch progress.phase {
        case .checking: "checking"
        case .tables: "rows"
        case .files: "files"
        case .ledger: "ledger"
        case .signatures: "signatures"
        }
        let head = what + String(repeating: " ", count: max(0, 10 - what.count))
        guard progress.total > 0 else { return "\(head) \(progress.done)" }
        let share = min(1, Double(progress.done) / Double(progress.total))
        let full = Int(share * 30)
        let bar = String(repeating: "=", count: full) + String(repeating: " ", count: 30 - full)
        let amount = progress.phase == .checking ? "" : "  \(progress.done) of \(progress.total)"
        return "\(head) [\(bar)] \(Int(share * 100)) %\(amount)"
    }
}
