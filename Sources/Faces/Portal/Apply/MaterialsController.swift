import Cases
import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// `/me/drafts/:id/materials`: every material of the situation, and how it is given. Each has a form of its own, so that what
/// was given stays when something else is wrong.
struct MaterialsController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/drafts/:id/materials", use: list)
        router.post("/me/drafts/:id/materials/:key", use: upload)
        router.post("/me/drafts/:id/materials/:key/promise", use: promise)
        // Whoever reloads a page that showed a mistake comes back to the list.
        for path in ["/me/drafts/:id/materials/:key", "/me/drafts/:id/materials/:key/promise"] { router.get("\(path)", use: back) }
        router.post("/me/drafts/:id/materials/:key/remove", use: remove)
        router.get("/me/drafts/:id/materials/:key/:place", use: show)
    }

    @Sendable private func list(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { try page($0, [], status: .ok, context) }
    }

    @Sendable private func upload(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let material = try open.material(context)
            let received = try await parts.receive(request, [material], beside: open.draft.materials, context)
            // Into the draft as it is now: another upload may have ended while this one came in.
            let (draft, problems) = try await parts.cases.change(open.draft.id, of: open.draft.account) { $0.materials.take(received) }
            guard problems.isEmpty else {
                let now = try OpenDraft(draft, open.published, open.citizen, parts.organisations.directory, today: parts.clock.today)
                return try page(now, problems, status: .unprocessableContent, context)
            }
            return context.redirect(to: "\(open.path)/materials#\(material.key)", notice: "apply.materials.kept")
        }
    }

    /// A promise instead of the material (告知承诺), or to supply it later (容缺后补); sent again it is taken back.
    @Sendable private func promise(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let material = try open.material(context)
            var form = try await context.form(request)
            let isPromised = form["take-back"].isEmpty
            guard !isPromised || form.flag(material.promiseField, required: true) else {
                return try page(open, form.problems, status: .unprocessableContent, context)
            }
            _ = try await parts.cases.change(open.draft.id, of: open.draft.account) { draft in
                draft.content.promised.removeAll { $0 == material.key }
                if isPromised { draft.content.promised.append(material.key) }
            }
            return context.redirect(to: "\(open.path)/materials#\(material.key)")
        }
    }

    @Sendable private func remove(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let material = try open.material(context), place = try await context.form(request)["place"]
            _ = try await parts.cases.change(open.draft.id, of: open.draft.account) { draft in
                draft.materials.removeAll { $0.key == material.key && "\($0.place)" == place }
                draft.materials.renumber()
            }
            return context.redirect(to: "\(open.path)/materials#\(material.key)", notice: "apply.materials.removed")
        }
    }

    @Sendable private func back(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { context.redirect(to: "\($0.path)/materials") }
    }

    /// What was uploaded, to be looked at again.
    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            try await parts.show(context.parameter("key"), context.parameter("place"), of: open.draft.materials, context)
        }
    }

    private func page(
        _ open: OpenDraft, _ problems: [FieldProblem], status: HTTPResponse.Status, _ context: TongbanContext
    ) throws -> Response {
        let page = MaterialsPage(open, problems, context)
        return try context.page("apply/materials", title: context.text("apply.materials.title"), page, status: status, at: "me")
    }
}

extension OpenDraft {
    /// The material named in the path.
    /// - Throws: `page.not_found` when this situation doesn't ask for it, or asks for nothing to be given.
    fileprivate func material(_ context: TongbanContext) throws -> Material {
        let key = try context.parameter("key")
        guard let material = materials.first(where: { $0.key == key }), material.how != .exempt else {
            throw Problem("page.not_found", .notFound)
        }
        return material
    }
}
