import Kernel
import Logging

/// Keeps the ledger going while the server runs: sequences acts as they are committed, and lets every reader follow at its
/// own pace. A reader that fails is tried again, later and later; the others do not notice.
public struct LedgerService: Sendable {
    private let sequencer: Sequencer
    private let pace: Pace
    private let logger: Logger
    private let sequenced = Bell()

    public init(_ sequencer: Sequencer, pace: Pace = Pace(), logger: Logger) {
        (self.sequencer, self.pace, self.logger) = (sequencer, pace, logger)
    }

    /// Runs until its task is cancelled. Waits for commits of this process; never asks the database whether there is work.
    public func run() async {
        await withTaskGroup { group in
            group.addTask { await follow(sequencer.ledger.committed, as: "sequencer", sequence) }
            for reader in sequencer.readers {
                group.addTask {
                    await follow(sequenced, as: reader.name) { _ = try await sequencer.desk.catchUp(reader) }
                }
            }
        }
    }

    /// Acts that are committed within a moment of each other share one head, and one signature.
    private func sequence() async throws {
        try await Task.sleep(for: pace.gather)
        while try await sequencer.sequence() > 0 { sequenced.ring() }
    }

    /// Does the work each time the bell rings, and after a failure again until it succeeds.
    private func follow(_ bell: Bell, as name: String, _ work: @Sendable () async throws -> Void) async {
        for await _ in bell.listen() {
            var failures = 0
            while !Task.isCancelled {
                do {
                    try await work()
                    break
                } catch {
                    failures += 1
                    guard !Task.isCancelled else { return }
                    let details: Logger.Metadata = ["error": "\(error)", "failures": "\(failures)"]
                    logger.error("The ledger's \(name) failed and will try again", metadata: details)
                    try? await Task.sleep(for: pace.pause(after: failures))
                }
            }
        }
    }
}

/// How long the ledger's service waits, and for what.
public struct Pace: Sendable {
    /// From the first commit to the head that takes it in, so that others can join.
    public var gather: Duration
    /// After a first failure; doubled after each further one, up to `longest`.
    public var retry: Duration
    public var longest: Duration

    public init(gather: Duration = .milliseconds(20), retry: Duration = .milliseconds(500), longest: Duration = .minutes(5)) {
        (self.gather, self.retry, self.longest) = (gather, retry, longest)
    }

    func pause(after failures: Int) -> Duration { min(longest, retry * (1 << min(max(failures, 1) - 1, 20))) }
}
