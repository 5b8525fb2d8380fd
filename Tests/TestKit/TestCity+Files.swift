import Files
import Kernel
import Platform
import Signing

extension TestCity {
    /// The bytes of a stored file, by its digest in hexadecimal.
    public func bytes(_ digest: String?) async throws -> [UInt8] {
        guard let digest = digest.flatMap({ Digest(hex: $0) }) else { throw Problem("file.not_found", .notFound) }
        var bytes: [UInt8] = []
        for try await piece in try await platform.files.get(digest) { bytes += piece }
        return bytes
    }
}
