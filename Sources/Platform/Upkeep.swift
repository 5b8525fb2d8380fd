import Cases
import Files
import Identity
import Jobs
import Kernel
import Ledger
import Licences
import Logging
import Organisations
import Signing
import Storage

/// What an installation needs done every night: the tables' parts for the months to come, what of the security log is too old, seals that
/// end soon, and files that nothing refers to.
struct Upkeep: JobHandler {
    static let kind = "platform.upkeep"
    /// Where a pass through the files goes on.
    struct Payload: Codable { let after: String? }

    let database: any Database
    let queue: JobQueue
    let collection: FileCollection
    let identity: Identity
    let security: SecurityRules
    let seals: SealBook
    let clock: any Clock
    let logger: Logger
    var kind: String { Self.kind }
    let isRecurring = true

    /// A job must be done within its lease; a longer pass goes on in another.
    private static let stretch = Duration.minutes(5)

    func run(_ payload: [UInt8]) async throws {
        let after = try decode(Payload.self, from: payload).after
        if after == nil {
            try await database.prepareParts(from: clock.now)
            try await identity.forgetSecurityEvents(before: security.end(at: clock.now))
            let renewed = try await seals.renewEnding()
            if renewed > 0 { logger.notice("seals renewed", metadata: ["count": "\(renewed)"]) }
        }
        let end = clock.now + Self.stretch
        do {
            let report = try await collection.run(after: after.flatMap { Digest(hex: $0) }) { report in
                if clock.now >= end, let last = report.last { throw Rest(last: last) }
            }
            logger.notice("files collected", metadata: report.figures)
            try await schedule(Payload(after: nil), due: Self.next(after: clock.now))
        } catch let rest as Rest {
            try await schedule(Payload(after: rest.last.hex), due: clock.now)
        }
    }

    /// At three in the morning, when nobody waits for anything.
    static func next(after now: Timestamp) -> Timestamp {
        let today = LocalDate(now).at(hour: 3)
        return today > now ? today : LocalDate(now).adding(days: 1).at(hour: 3)
    }

    func schedule(_ payload: Payload, due: Timestamp) async throws {
        try await database.write { tx in try queue.enqueue(Self.kind, payload, due: due, key: Self.kind, in: tx) }
    }

    private struct Rest: Error { let last: Digest }
}

/// The collector with the question it asks: every room that keeps digests answers for its own, in one look.
public struct FileCollection: Sendable {
    let files: any CollectableFileStore
    let ledger: Ledger
    let cases: Cases
    let licences: Licences
    let clock: any Clock

    /// - Parameters: as `FileCollector.collect` has them.
    public func run(
        after: Digest? = nil, dryRun: Bool = false, report: @Sendable (CollectionReport) async throws -> Void = { _ in }
    ) async throws -> CollectionReport {
        try await cases.noteFilesOfDrafts()
        let collector = FileCollector(files, clock: clock) { [ledger, cases, licences] digests in
            let names = digests.map(\.hex)
            let found = try await ledger.read { try cases.referring(to: names, $0).union(licences.referring(to: names, $0)) }
            return Set(digests.filter { found.contains($0.hex) })
        }
        return try await collector.collect(after: after, dryRun: dryRun, report: report)
    }
}

extension CollectionReport {
    /// For a log: numbers only.
    var figures: Logger.Metadata {
        ["seen": "\(seen)", "setAside": "\(setAside)", "removed": "\(removed)", "removedBytes": "\(removedBytes)"]
    }
}
