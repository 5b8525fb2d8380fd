import Kernel
import OFD
import Organisations
import Signing
import Threads
import Zip

/// What came of verifying a licence's file (验证): every check by itself, so that nobody has to believe a single word.
public struct FileVerification: Sendable {
    /// Digests, seal, signature, certificate: what the file says by itself.
    public let file: OFDVerification
    /// The licence on record under the identifier that the file names; `nil` when there is none.
    public let licence: Licence?
    /// Whether the file is, byte for byte, the one that was issued.
    public let isOriginal: Bool

    /// How much of a stranger's file is looked at. A licence has some dozen parts and some hundred elements in all; this leaves room
    /// for long documents with several stamps, and none for a file that is made to keep the server busy.
    public enum Limit {
        /// Bytes of the file as it comes in.
        public static let size = 8 << 20
        static let container = ZipLimits(container: size, entries: 400, unpacked: 32 << 20, ratio: 100)
        static let events = 20_000
        static let time = Duration.seconds(2)
    }
}

extension Licences {
    /// Verifies an uploaded OFD. What isn't an OFD at all is a failed check, not an error.
    /// - Throws: `work.too_much` when the file holds more than anybody's licence does; `busy.try_again`.
    public func verify(file bytes: [UInt8]) async throws -> FileVerification {
        let trust = try await seals.trust()
        let (file, digest) = try await examining.run { abandonment in
            let budget = WorkBudget(events: FileVerification.Limit.events, time: FileVerification.Limit.time, abandonment: abandonment)
            let file = try OFDVerification.run(bytes, trusting: trust, limits: FileVerification.Limit.container, budget: budget)
            return (file, SM3.hash(bytes).hex)
        }
        var licence: Licence?
        if let identifier = file.document?.identifier { licence = try? await verify(identifier: identifier) }
        return FileVerification(file: file, licence: licence, isOriginal: licence?.ofd == digest)
    }
}
