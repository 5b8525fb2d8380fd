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

    /// Goes through the ledger up to the head that is newest at the start; `progress` hears how many acts are done, and of how many.
    public func run(_ database: any Database, progress: @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> AuditReport {
        let newest = try await database.read { try TreeStore.newestHead(in: $0) }
        var pass = AuditPass(goal: newest?.size ?? 0)
        while !pass.isDone {
            pass = try await database.read { [pass] tx in
                var pass = pass
                try pass.advance(in: tx)
                return pass
            }
            progress(pass.edge.size, pass.goal)
        }
        let finished = pass
        return try await database.read { tx in
            var pass = finished
            try pass.checkEdge(in: tx)
            try checkSignatures(newest, &pass.report, in: tx)
            let waiting = try ActStore.waiting(before: expected, in: tx)
            if waiting > 0 { pass.report.add("audit.waiting", "\(waiting)") }
            return pass.report
        }
    }

    private func checkSignatures(_ newest: SignedHead?, _ report: inout AuditReport, in tx: any Reading) throws {
        guard let newest else { return }
        var keys: [String: SM2PublicKey] = [:]
        var size = signatures == .every ? 0 : newest.size - 1
        while let head = try TreeStore.heads(above: size, limit: 1, in: tx).first, head.size <= newest.size {
            size = head.size
            report.signatures += 1
            guard let key = try keys[head.key] ?? publicKey(head.key, in: tx) else {
                report.add("audit.signer", "\(head.size)")
                continue
            }
            keys[head.key] = key
            if !head.isSigned(by: key) { report.add("audit.signature", "\(head.size)") }
            if head.size == newest.size, let trusted, trusted != key { report.add("audit.signer", "\(head.size)") }
        }
    }

    private func publicKey(_ fingerprint: String, in tx: any Reading) throws -> SM2PublicKey? {
        try TreeStore.certificate(of: fingerprint, in: tx).flatMap { try? Certificate(pem: $0).publicKey }
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
