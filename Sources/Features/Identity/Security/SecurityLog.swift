import Kernel
import Organisations
import Storage
import Synchronization

/// The security log, written beside the work and never in its way: what is noted is kept in memory and written down once a second. So
/// whoever attacks can't make anybody wait for the disk, nor grow the log without bounds: what is the same is counted in one line, and of
/// what is not, so many lines a second are kept and the rest is counted. A node that is killed loses the lines of its last second.
public final class SecurityLog: Sendable {
    /// How many different lines are kept each second.
    static let most = 200
    private static let interval = Duration.seconds(1)

    /// What makes two events one line.
    fileprivate struct Sameness: Hashable {
        let kind: SecurityEvent.Kind, actor: String?, account: String?, typed: [UInt8]?, address: [UInt8]?, route: String
        let details: [String: String]

        init(_ event: SecurityEvent) {
            (kind, actor, account, typed, address) = (event.kind, event.actor, event.account, event.typed, event.address)
            (route, details) = (event.route, event.details)
        }
    }

    fileprivate struct Waiting { var lines: [Sameness: SecurityEvent] = [:], overflow = 0 }

    private let database: any Database
    private let clock: any Kernel.Clock
    private let random: any RandomSource
    private let waiting = Mutex(Waiting())

    init(database: any Database, clock: any Kernel.Clock, random: any RandomSource) {
        (self.database, self.clock, self.random) = (database, clock, random)
    }

    func newID() -> ID<SecurityEvent> { random.key(at: clock.now) }

    /// Takes note of something, at once and whatever the database does.
    func note(_ event: SecurityEvent) { waiting.withLock { $0.add(event) } }

    /// Writes down what was noted. What can't be written now waits for the next time.
    public func flush() async throws {
        let taken = waiting.withLock { waiting in
            defer { waiting = Waiting() }
            return waiting
        }
        do {
            try await write(taken.events(overflow: newID))
        } catch {
            waiting.withLock { waiting in
                for event in taken.lines.values { waiting.add(event) }
                waiting.overflow += taken.overflow
            }
            throw error
        }
    }

    /// Writes something down before what it speaks of is done.
    func write(_ events: [SecurityEvent]) async throws {
        guard !events.isEmpty else { return }
        try await database.write { tx in
            for event in events { try SecurityStore.add(event, tx) }
        }
    }

    /// Writes once a second until its task is cancelled, and once more then.
    /// - Parameter complain: told when it can't be written.
    public func run(complain: @Sendable (any Error) -> Void) async {
        while (try? await Task.sleep(for: Self.interval)) != nil { await flush(complain) }
        // A task of its own isn't cancelled with this one.
        await Task { [self] in try? await flush() }.value
    }

    private func flush(_ complain: @Sendable (any Error) -> Void) async {
        do { try await flush() } catch is CancellationError {} catch { complain(error) }
    }
}

extension SecurityLog.Waiting {
    fileprivate mutating func add(_ event: SecurityEvent) {
        let sameness = SecurityLog.Sameness(event)
        if lines[sameness] != nil {
            lines[sameness]?.times += event.times
        } else if lines.count < SecurityLog.most {
            lines[sameness] = event
        } else {
            overflow += event.times
        }
    }

    fileprivate func events(overflow id: () -> ID<SecurityEvent>) -> [SecurityEvent] {
        let kept = lines.values.sorted { $0.id < $1.id }
        return overflow == 0 ? kept : kept + [SecurityEvent(id(), .overflow, times: overflow, name: "")]
    }
}
