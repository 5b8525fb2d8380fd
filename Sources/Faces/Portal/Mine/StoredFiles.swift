import Cases
import Files
import Hummingbird
import Kernel
import Signing
import Web

extension PortalParts {
    /// A file from the store, streamed. Who may have it was asked before: a digest alone opens nothing.
    /// - Throws: `file.not_found`.
    func download(_ digest: String, type: String, name: String, inline: Bool = false, _ context: TongbanContext) async throws -> Response {
        guard let digest = Digest(hex: digest) else { throw Problem("file.not_found", .notFound) }
        return context.file(streaming: try await files.get(digest), type: type, name: name, inline: inline)
    }

    /// A material as its giver sees it again.
    func show(_ key: String, _ place: String, of materials: [CaseMaterial], _ context: TongbanContext) async throws -> Response {
        guard let found = materials.first(where: { $0.key == key && "\($0.place)" == place }) else {
            throw Problem("file.not_found", .notFound)
        }
        return try await download(found.digest, type: found.mediaType, name: found.fileName, inline: true, context)
    }
}

/// The two shapes in which documents and licences are given out.
enum SealedFormat: String, CaseIterable {
    case ofd, pdf

    var kind: FileKind { self == .ofd ? .ofd : .pdf }
}
