import Hummingbird
import Kernel
import Licences
import Web

/// `/me/licences`: what I was granted, as files that carry their own proof.
struct LicencesController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/licences", use: list)
        router.get("/me/licences/:id", use: show)
        router.get("/me/licences/:id/:format", use: download)
    }

    @Sendable private func list(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let citizen = try await parts.citizen(context), after = context.query["after"]
        let page = try await parts.licences.mine(citizen.sight, before: after.isEmpty ? nil : after)
        let model: [String: Any] = [
            "crumbs": [LinkView(context.text("mine.title"), "/me"), LinkView(context.text("mine.licences.title"))],
            "licences": page.elements.map { LicenceRow($0, today: parts.clock.today, context) }, "hasLicences": !page.elements.isEmpty,
            "pager": PagerView("/me/licences", after: after.isEmpty ? nil : after, next: page.next),
        ]
        return try context.page("mine/licences", title: context.text("mine.licences.title"), model, at: "me")
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let (licence, content) = try await find(context)
        let page = try MyLicencePage(licence, content, parts, context)
        return try context.page("mine/licence", title: licence.typeName, page, at: "me")
    }

    /// `ofd` or `pdf`.
    @Sendable private func download(_ request: Request, _ context: TongbanContext) async throws -> Response {
        guard let format = SealedFormat(rawValue: try context.parameter("format")) else { throw Problem("page.not_found", .notFound) }
        let licence = try await find(context).licence
        return try await parts.download(format == .ofd ? licence.ofd : licence.pdf, type: format.kind.mediaType,
                                        name: "\(licence.typeName) \(licence.number).\(format.rawValue)", context)
    }

    private func find(_ context: TongbanContext) async throws -> (licence: Licence, content: LicenceContent) {
        let citizen = try await parts.citizen(context)
        return try await parts.licences.find(context.id(of: Licence.self), in: citizen.sight)
    }
}
