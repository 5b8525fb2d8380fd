import Cases
import Files
import HTTPTypes
import Hummingbird
import Kernel
import Signing
import Web

/// The files of a case: the materials that were handed in, and the documents that came of it. Who may not see the case
/// does not find its files; whoever does opens each with a reason, which is an act.
struct CaseFilesController: Sendable {
    let parts: DeskParts
    let station: Station

    func routes(_ router: Router<TongbanContext>) {
        router.get("\(station.path)/cases/:id/materials/:key/:place", use: material)
        router.get("\(station.path)/cases/:id/documents/:place/:format", use: document)
    }

    /// To be looked at beside the case; with `?save=1` to be kept.
    @Sendable private func material(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let key = try context.parameter("key")
        guard let place = try Int(context.parameter("place")) else { throw Problem("page.not_found", .notFound) }
        let file = try await parts.cases.open(.material(key: key, place: place), of: context.id(), by: parts.actor(station, context))
        return try await parts.stored(file.material(key, place), inline: context.query["save"].isEmpty, context)
    }

    @Sendable private func document(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let format = try context.parameter("format")
        guard let place = try Int(context.parameter("place")), ["ofd", "pdf"].contains(format) else {
            throw Problem("page.not_found", .notFound)
        }
        let file = try await parts.cases.open(.document(place: place), of: context.id(), by: parts.actor(station, context))
        let document = try file.document(place)
        guard let digest = format == "ofd" ? document.ofd : document.pdf else { throw Problem("page.not_found", .notFound) }
        return try await parts.stored(digest, type: "application/\(format)", name: "\(document.number).\(format)", inline: false, context)
    }
}

extension [CaseMaterial] {
    /// The file of that row at that place.
    /// - Throws: `page.not_found`.
    func file(_ key: String, _ place: Int?) throws -> CaseMaterial {
        guard let file = first(where: { $0.key == key && $0.place == place }) else { throw Problem("page.not_found", .notFound) }
        return file
    }
}

extension DeskParts {
    func stored(_ material: CaseMaterial, inline: Bool, _ context: TongbanContext) async throws -> Response {
        try await stored(material.digest, type: material.mediaType, name: material.fileName, inline: inline, context)
    }

    /// A stored file on its way to the browser.
    func stored(_ digest: String, type: String, name: String, inline: Bool, _ context: TongbanContext) async throws -> Response {
        guard let digest = Digest(hex: digest) else { throw Problem("file.not_found", .notFound) }
        var response = context.file(streaming: try await files.get(digest), type: type, name: name, inline: inline)
        // A browser's own PDF viewer will not start in a sandbox; a PDF runs nothing in our name, so it needs none.
        if inline, type == "application/pdf" { response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'self'" }
        return response
    }
}
