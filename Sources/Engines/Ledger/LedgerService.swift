import Kernel
import Logging
import Storage

/// Keeps the ledger going while the server runs: sequences acts as they are committed, and lets every reader follow at its
/// own pace. On many nodes one leads in each of these matters, and another takes over when it goes. A reader that fails is tried
/// again, later and later; the others do not notice.
public struct LedgerService: Sendable {
    private let sequencer: Sequencer
    private let pace: Pace
    private let logger: Logger

    public init(_ sequencer: Sequencer, pace: Pace = Pace(), logger: Logger) {
        (self.sequencer, self.pace, self.logger) = (sequencer, pace, logger)
    }

    private var ledger: Ledger { sequencer.ledger }

    /// Runs until its task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await lead("sequencer", ringing: ledger.committed, sequence) }
            for reader in sequencer.readers {
                group.addTask {
                    await lead(reader.name, ringing: ledger.sequenced) { _ = try await sequencer.desk.catchUp(reader) }
                }
            }
        }
    }

    /// Acts that are committed within a moment of each other share one head, and one signature.
    private func sequence() async throws {
        try await Task.sleep(for: pace.gather)
        while try await sequencer.sequence() > 0 { ledger.sequenced.ring() }
    }

    /// Does the work each time the bell rings, for as long as this node leads in it.
    private func lead(_ name: String, ringing bell: Bell, _ work: @escaping @Sendable () async throws -> Void) async {
        var failures = 0
        while !Task.isCancelled {
            let start = ContinuousClock.now
            do {
                try await ledger.database.leading("ledger.\(name)") { await follow(bell, as: name, work) }
            } catch {
                failures = ContinuousClock.now - start > pace.longest ? 1 : failures + 1
                await rest(after: failures, name, error)
            }
        }
    }

    /// Does the work each time the bell rings, and after a failure again until it succeeds.
    private func follow(_ bell: Bell, as name: String, _ work: @Sendable () async throws -> Void) async {
        for await _ in bell.listen(lookingEvery: pace.look) {
            var failures = 0
            while !Task.isCancelled {
                do {
                    try await work()
                    break
                } catch {
                    failures += 1
                    await rest(after: failures, name, error)
                }
            }
        }
    }

    private func rest(after failures: Int, _ name: String, _ error: any Error) async {
        guard !Task.isCancelled else { return }
        let details: Logger.Metadata = ["error": "\(error)", "failures": "\(failures)"]
        logger.error("The ledger's \(name) failed and will try again", metadata: details)
        try? await Task.sleep(for: pace.pause(after: failures))
    }
}

/// How long the ledger's service waits, and for what.
public struct Pace: Sendable {
    /// From the first commit to the head that takes it in, so that others can join.
    public var gather: Duration
    /// After a first failure; doubled after each further one, up to `longest`.
    public var retry: Duration
    public var longest: Duration
    /// How often each looks whether there is something to do that no bell has told of: a wire to another node may break.
    public var look: Duration

    public init(
        gather: Duration = .milliseconds(20), retry: Duration = .milliseconds(500), longest: Duration = .seconds(15),
        look: Duration = .seconds(30)
    ) {
        (self.gather, self.retry, self.longest, self.look) = (gather, retry, longest, look)
    }

    func pause(after failures: Int) -> Duration { min(longest, retry * (1 << min(max(failures, 1) - 1, 20))) }
}
