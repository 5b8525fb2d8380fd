import Cases
import Catalogue
import Hummingbird
import Kernel
import Organisations
import Web

/// `/me/drafts/:id/form/:section`: one section of the form a page, saved at each step.
struct SectionController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/drafts/:id/form/:section", use: show)
        router.post("/me/drafts/:id/form/:section", use: save)
        router.get("/me/regions", use: regions)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let section = try open.section(context.parameter("section"))
            // Whoever comes back to mend something sees at once what.
            let problems = context.query["from"] == "review" ? open.problems(of: section) : []
            return try page(open, section, problems, status: .ok, context)
        }
    }

    /// Keeps what was typed, complete or not; goes on only when it is right. A script that saves while one types asks for JSON.
    @Sendable private func save(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let section = try open.section(context.parameter("section"))
            let form = try await context.form(request)
            let typed = SectionForm(open, section, parts.organisations.directory).values(from: form)
            let (saved, _) = try await parts.cases.change(open.draft.id, of: open.draft.account) { $0 = $0.with(typed, of: section) }
            if context.wantsJSON { return try context.json(["saved": context.words(saved.updatedAt)]) }
            if !form["later"].isEmpty { return context.redirect(to: open.path, notice: "apply.saved") }
            let now = OpenDraft(saved, open.published, open.citizen, parts.organisations.directory, today: parts.clock.today)
            let problems = now.problems(of: section)
            guard problems.isEmpty else { return try page(now, section, problems, status: .unprocessableContent, context) }
            return context.redirect(to: form["from"] == "review" ? "\(now.path)/review" : now.page(after: section))
        }
    }

    private func page(
        _ open: OpenDraft, _ section: FormSection, _ problems: [FieldProblem], status: HTTPResponse.Status, _ context: TongbanContext
    ) throws -> Response {
        let page = SectionPage(open, section, problems, parts.organisations.directory, context)
        return try context.page("apply/section", title: page.title, page, status: status, at: "me")
    }

    /// The regions below one, for the script that fills the next list.
    @Sendable private func regions(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let below = parts.organisations.directory.children(of: context.query["of"]).filter(\.isOffered)
        return try context.json(below.map { ["value": $0.code, "label": $0.name] })
    }
}

extension OpenDraft {
    /// - Throws: `page.not_found` when the form has no such section in this situation.
    func section(_ key: String) throws -> FormSection {
        guard let section = sections.first(where: { $0.key == key }) else { throw Problem("page.not_found", .notFound) }
        return section
    }

    func page(after section: FormSection) -> String {
        let rest = sections.drop { $0.key != section.key }.dropFirst()
        return rest.first.map(sectionPath) ?? "\(path)/materials"
    }
}

extension Draft {
    /// The draft with a section's values as they are now; what was emptied is gone.
    func with(_ values: [String: JSON], of section: FormSection) -> Draft {
        var draft = self
        for key in section.fields { draft.content.values[key] = values[key].flatMap { $0.isBlank ? nil : $0 } }
        return draft
    }
}
