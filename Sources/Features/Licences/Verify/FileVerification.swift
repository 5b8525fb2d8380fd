import Kernel
import NIOPosix
import OFD
import Organisations
import Signing

/// What came of verifying a licence's file (验证): every check by itself, so that nobody has to believe a single word.
public struct FileVerification: Sendable {
    /// Digests, seal, signature, certificate: what the file says by itself.
    public let file: OFDVerification
    /// The licence on record under the identifier that the file names; `nil` when there is none.
    public let licence: Licence?
    /// Whether the file is, byte for byte, the one that was issued.
    public let isOriginal: Bool
}

extension Licences {
    /// Verifies an uploaded OFD. What isn't an OFD at all is a failed check, not an error.
    public func verify(file bytes: [UInt8]) async throws -> FileVerification {
        let trust = try await seals.trust()
        let (file, digest) = try await NIOThreadPool.singleton.runIfActive {
            (OFDVerification.run(bytes, trusting: trust), SM3.hash(bytes).hex)
        }
        var licence: Licence?
        if let identifier = file.document?.identifier { licence = try? await verify(identifier: identifier) }
        return FileVerification(file: file, licence: licence, isOriginal: licence?.ofd == digest)
    }
}
