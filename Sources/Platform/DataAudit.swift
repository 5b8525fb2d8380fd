import Kernel
import Ledger
import Signing
import Storage

/// Checks a data directory's ledger without the server: every act, the tree, the signed heads, with the directory's own certificate
/// or one that is trusted from elsewhere.
public enum DataAudit {
    public static func run(
        _ directory: DataDirectory, trusting key: SM2PublicKey? = nil, clock: any Clock = SystemClock(),
        progress: @escaping @Sendable (LedgerAudit.Progress) -> Void = { _ in }
    ) async throws -> AuditReport {
        let own = try directory.read("keys/ledger.pem").map { try Certificate(pem: String(decoding: $0, as: UTF8.self)).publicKey }
        let database = try await Storehouse.database(directory, clock: clock)
        // What was committed a minute ago must have its place by now; a server that runs is allowed to be just behind.
        let audit = LedgerAudit(signatures: .every, trusting: key ?? own, expecting: clock.now - .minutes(1))
        let report = try await audit.run(database, progress: progress)
        try await database.close()
        return report
    }
}
