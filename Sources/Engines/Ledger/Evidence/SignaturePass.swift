import Kernel
import Signing
import Storage

/// An audit on its way through the signed heads: each must be signed by the key that it names, the newest by the one that is trusted.
struct SignaturePass: Sendable {
    private let newest: SignedHead
    private let trusted: SM2PublicKey?
    /// Heads of so many acts and fewer are done.
    private(set) var size: Int
    private(set) var report: AuditReport
    private var keys: [String: SM2PublicKey] = [:]

    /// How many heads are read at once; their signatures take a fifth of a second.
    private static let page = 500

    /// - Parameter size: only heads of more acts are looked at.
    init(upTo newest: SignedHead, from size: Int, trusting trusted: SM2PublicKey?, _ report: AuditReport) {
        (self.newest, self.size, self.trusted, self.report) = (newest, size, trusted, report)
    }

    var isDone: Bool { size >= newest.size }

    /// Looks at the next few hundred heads.
    mutating func advance(in tx: any Reading) throws {
        let heads = try TreeStore.heads(above: size, limit: Self.page, in: tx).filter { $0.size <= newest.size }
        for head in heads { try look(at: head, in: tx) }
        // None is left when somebody has removed the newest meanwhile.
        size = heads.last?.size ?? newest.size
    }

    private mutating func look(at head: SignedHead, in tx: any Reading) throws {
        report.signatures += 1
        guard let key = try keys[head.key] ?? publicKey(head.key, in: tx) else { return report.add("audit.signer", "\(head.size)") }
        keys[head.key] = key
        if !head.isSigned(by: key) { report.add("audit.signature", "\(head.size)") }
        if head.size == newest.size, let trusted, trusted != key { report.add("audit.signer", "\(head.size)") }
    }

    private func publicKey(_ fingerprint: String, in tx: any Reading) throws -> SM2PublicKey? {
        try TreeStore.certificate(of: fingerprint, in: tx).flatMap { try? Certificate(pem: $0).publicKey }
    }
}
