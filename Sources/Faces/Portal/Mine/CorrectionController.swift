import Cases
import Catalogue
import Forms
import Hummingbird
import Kernel
import Organisations
import Web

/// `/me/cases/:id/correction`: what the notice asks for, gathered file by file, then supplied once.
struct CorrectionController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/cases/:id/correction", use: show)
        router.post("/me/cases/:id/correction", use: supply)
        router.post("/me/cases/:id/correction/:key", use: upload)
        router.get("/me/cases/:id/correction/:key") { _, context in try await withCorrection(context) { context.redirect(to: $0.path) } }
        router.post("/me/cases/:id/correction/:key/remove", use: remove)
        router.get("/me/cases/:id/correction/:key/:place", use: material)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await withCorrection(context) { try page($0, [], status: .ok, context) }
    }

    @Sendable private func upload(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await withCorrection(context) { open in
            let material = try open.material(context)
            let received = try await parts.receive(request, [material], beside: open.draft.materials, context)
            // Into what is gathered by now: another upload may have ended while this one came in.
            let (now, problems) = try await change(open) { $0.materials.take(received) }
            guard problems.isEmpty else { return try page(now, problems, status: .unprocessableContent, context) }
            return context.redirect(to: "\(open.path)#\(material.key)", notice: "apply.materials.kept")
        }
    }

    @Sendable private func remove(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await withCorrection(context) { open in
            let material = try open.material(context), place = try await context.form(request)["place"]
            _ = try await change(open) { draft in
                draft.materials.removeAll { $0.key == material.key && "\($0.place)" == place }
                draft.materials.renumber()
            }
            return context.redirect(to: "\(open.path)#\(material.key)", notice: "apply.materials.removed")
        }
    }

    /// Form values are kept before they are checked, so that nothing typed is lost.
    @Sendable private func supply(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await withCorrection(context) { open in
            let form = try await context.form(request)
            let posted = form.posted, draft = try open.asDraft(parts)
            let now = !open.asksForm ? open : try await change(open) { $0.content.values = draft.read(posted, on: nil, into: $0) }.open
            if open.asksForm, let row = posted.place(in: now.draft.content.values) {
                return context.redirect(to: "\(open.path)#\(row)")
            }
            do {
                let values = open.asksForm ? now.draft.content.values : [:]
                _ = try await parts.cases.supplyCorrection(
                    open.story.record.id, materials: now.draft.materials, values: values, from: now.draft, seen: form.seenWhole,
                    by: open.story.citizen.actor)
                return context.redirect(to: open.story.path, notice: "mine.correction.done")
            } catch let problem as Problem where problem.fields.contains { $0.field == "revision" } {
                let trouble = problem.fields.first.map { context.text($0.code, $0.arguments) }
                return try page(now, [], trouble: trouble, status: .unprocessableContent, context)
            } catch let problem as Problem where !problem.fields.isEmpty {
                return try page(now, problem.fields, status: .unprocessableContent, context)
            } catch let problem as Problem where problem.code == "draft.changed" || problem.code == "case.changed_meanwhile" {
                let story = try await parts.story(of: now.story.record.id, context)
                guard story.record.standing.phase == .correcting else { return context.redirect(to: story.path) }
                let draft = try await parts.cases.correctionDraft(of: story.file, account: story.citizen.account)
                let latest = OpenCorrection(story: story, draft: draft)
                return try page(latest, [], trouble: context.text(problem.code), status: .conflict, context)
            }
        }
    }

    private func change<Value: Sendable>(
        _ open: OpenCorrection, _ body: @escaping @Sendable (inout Draft) -> Value
    ) async throws -> (open: OpenCorrection, value: Value) {
        let (draft, value) = try await parts.cases.changeCorrection(of: open.story.file, account: open.story.citizen.account, body)
        return (OpenCorrection(story: open.story, draft: draft), value)
    }

    /// What was uploaded for the correction so far.
    @Sendable private func material(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await withCorrection(context) { open in
            try await parts.show(context.parameter("key"), context.parameter("place"), of: open.draft.materials, context)
        }
    }

    /// A case that asks for nothing (any more) leads to its page: a second click finds the correction supplied.
    private func withCorrection(_ context: TongbanContext, _ body: (OpenCorrection) async throws -> Response) async throws -> Response {
        let story = try await parts.story(of: context.id(of: Case.self), context)
        guard story.record.standing.phase == .correcting else { return context.redirect(to: story.path) }
        let draft = try await parts.cases.correctionDraft(of: story.file, account: story.citizen.account)
        do {
            return try await body(OpenCorrection(story: story, draft: draft))
        } catch let problem as Problem where problem.code == "case.step_refused" {
            return context.redirect(to: story.path)
        }
    }

    private func page(
        _ open: OpenCorrection, _ problems: [FieldProblem], trouble: String? = nil, status: HTTPResponse.Status, _ context: TongbanContext
    ) throws -> Response {
        let page = try CorrectionPage(open, problems, trouble: trouble, parts, context)
        return try context.page("mine/correction", title: context.text("mine.correction.title"), page, status: status, at: "me")
    }
}

/// A correction as it is being gathered.
struct OpenCorrection: Sendable {
    let story: MyCase
    let draft: Draft

    var path: String { "\(story.path)/correction" }
    var points: [Correction.Point] { story.file.correction?.points ?? [] }
    /// Whether one of the points is about the form.
    var asksForm: Bool { points.contains { $0.key.isEmpty } }

    func files(of key: String) -> [CaseMaterial] { draft.materials.filter { $0.key == key } }

    /// The same as a draft, for what draws and reads forms.
    func asDraft(_ parts: PortalParts) throws -> OpenDraft {
        try OpenDraft(draft, story.published, story.citizen, parts.organisations.directory, today: parts.clock.today)
    }

    /// The material named in the path.
    /// - Throws: `page.not_found` when the notice doesn't ask for it.
    func material(_ context: TongbanContext) throws -> Material {
        let key = try context.parameter("key")
        guard points.contains(where: { $0.key == key }), let material = story.item.materials.first(where: { $0.key == key }) else {
            throw Problem("page.not_found", .notFound)
        }
        return material
    }
}
