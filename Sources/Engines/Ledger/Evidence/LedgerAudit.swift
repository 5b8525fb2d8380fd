import Kernel
import Signing
import Storage

/// Checks a whole ledger from its rows alone, without the server: every act against the stored hashes, every hash against
/// the recomputed tree, every head against its root and its signature (核验).
public struct LedgerAudit: Sendable {
    /// Which heads' signatures are verified. Every root is compared either way; a signature costs a third of a millisecond.
    public enum Signatures: Sendable { case newest, every }

    let signatures: Signatures
    let trusted: SM2PublicKey?
    /// Acts committed before this instant should have a position by now.
    let expected: Timestamp

    /// - Parameters:
    ///   - key: when given, the newest head must be signed by this very key.
    ///   - expected: acts committed before that instant should have a position by now.
    public init(signatures: Signatures = .newest, trusting key: SM2PublicKey? = nil, expecting expected: Timestamp) {
        (self.signatures, trusted, self.expected) = (signatures, key, expected)
    }

    /// How far it has come, for whoever waits.
    public struct Progress: Sendable, Hashable {
        public enum Stage: Sendable {
            /// Acts against the tree, and the tree against the heads.
            case acts
            /// The heads' signatures; counted are the acts below them.
            case signatures
        }

        public let stage: Stage
        public let done: Int
        public let total: Int
    }

    /// Goes through the ledger up to the head that is newest at the start. It is read a piece at a time, so nobody who writes waits for
    /// long, and whoever cancels it is heard.
    public func run(_ database: any Database, progress: @Sendable (Progress) -> Void = { _ in }) async throws -> AuditReport {
        let newest = try await database.read { try TreeStore.newestHead(in: $0) }
        var acts = AuditPass(goal: newest?.size ?? 0)
        while !acts.isDone {
            acts = try await Self.step(acts, database) { try $0.advance(in: $1) }
            progress(Progress(stage: .acts, done: acts.edge.size, total: acts.goal))
        }
        acts = try await Self.step(acts, database) { try $0.checkEdge(in: $1) }
        guard let newest else { return try await lookForWaiting(acts.report, database) }
        var heads = SignaturePass(upTo: newest, from: signatures == .every ? 0 : newest.size - 1, trusting: trusted, acts.report)
        while !heads.isDone {
            heads = try await Self.step(heads, database) { try $0.advance(in: $1) }
            progress(Progress(stage: .signatures, done: heads.size, total: newest.size))
        }
        return try await lookForWaiting(heads.report, database)
    }

    private func lookForWaiting(_ report: AuditReport, _ database: any Database) async throws -> AuditReport {
        let waiting = try await database.read { try ActStore.waiting(before: expected, in: $0) }
        var report = report
        if waiting > 0 { report.add("audit.waiting", "\(waiting)") }
        return report
    }

    /// Goes a piece further, in a look of its own at the rows.
    private static func step<Pass: Sendable>(
        _ pass: Pass, _ database: any Database, _ advance: @escaping @Sendable (inout Pass, any Reading) throws -> Void
    ) async throws -> Pass {
        try Task.checkCancellation()
        return try await database.read { tx in
            var pass = pass
            try advance(&pass, tx)
            return pass
        }
    }
}

/// What an audit found. An intact ledger has no problems.
public struct AuditReport: Sendable, Hashable {
    public var acts = 0
    public var heads = 0
    public var signatures = 0
    /// The first hundred problems, in the order in which they were met.
    public private(set) var problems: [AuditProblem] = []
    /// How many problems there are in all.
    public private(set) var problemCount = 0

    public var isIntact: Bool { problemCount == 0 }

    mutating func add(_ code: String, _ place: String) {
        problemCount += 1
        if problems.count < 100 { problems.append(AuditProblem(code: code, place: place)) }
    }
}

/// One thing that does not hold.
public struct AuditProblem: Sendable, Hashable {
    /// A key of the message catalogue: `audit.act`, `audit.gap`, `audit.tile`, `audit.root`, `audit.signature`, `audit.signer`,
    /// `audit.beyond`, `audit.waiting`.
    public let code: String
    /// The position, the tile (`level/index`), the size or the number that it concerns.
    public let place: String
}
