import Kernel
import Signing
import Zip

/// The examination of an OFD document that somebody holds in hand: everything that was looked at, and how it came out.
public struct OFDVerification: Sendable {
    /// One thing that was looked at.
    public struct Check: Sendable, Hashable, Codable {
        /// Such as `ofd.reference` or `signer.chain`.
        public let key: String
        public let passed: Bool
        /// What it concerns: the path of a file, the number of a stamp.
        public let detail: String

        public init(_ key: String, _ passed: Bool, _ detail: String = "") {
            (self.key, self.passed, self.detail) = (key, passed, detail)
        }

        /// The key of the message that says it to people: `check.ofd.reference.passed` or `….failed`.
        public var messageKey: String { "check.\(key).\(passed ? "passed" : "failed")" }
    }

    /// A stamp as it says of itself; true only when the checks passed.
    public struct Stamp: Sendable {
        public let sealName: String
        public let sealID: String
        /// The common name of the signer's certificate.
        public let signer: String
        public let time: Timestamp
        /// When the seal was withdrawn (停用), be it before or after; `nil` while it is in use or nothing is known of it.
        public let withdrawnAt: Timestamp?
        /// When the signer's certificate was revoked (吊销).
        public let revokedAt: Timestamp?
    }

    public let checks: [Check]
    public let stamps: [Stamp]
    /// What the document says of itself, when it could be read.
    public let document: OFDDocument?

    /// Whether there is a stamp and nothing at all is amiss.
    public var isValid: Bool { !stamps.isEmpty && checks.allSatisfy(\.passed) }

    /// Verifies in the order of GM/T 0031 6.2.3: files, seal, stamp, signer, maker. Never throws: what cannot be read
    /// is a failed check. Several public key operations: run it on a thread pool.
    public static func run(_ bytes: [UInt8], trusting trust: Trust, limits: ZipLimits = .standard) -> OFDVerification {
        Examination.of(bytes, trust, limits, .unbounded).verification
    }

    /// The same of a stranger's file, within a budget. What came out until it was used up would be half a truth, so it is thrown away.
    /// - Throws: what the budget throws.
    public static func run(
        _ bytes: [UInt8], trusting trust: Trust, limits: ZipLimits, budget: WorkBudget
    ) throws(Problem) -> OFDVerification {
        let examination = Examination.of(bytes, trust, limits, budget)
        if let end = examination.end { throw end }
        return examination.verification
    }
}
