import Cases
import Catalogue
import Hummingbird
import Kernel
import Web

/// `/me/drafts/:id`: what there is to do, the situation to be changed, and the draft to be thrown away.
struct DraftController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/drafts/:id", use: tasks)
        router.get("/me/drafts/:id/situation", use: situation)
        router.post("/me/drafts/:id/situation", use: changeSituation)
        router.get("/me/drafts/:id/discard", use: askToDiscard)
        router.post("/me/drafts/:id/discard", use: discard)
    }

    @Sendable private func tasks(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let page = TasksPage(open, context)
            return try context.page("apply/tasks", title: page.name, page, at: "me")
        }
    }

    @Sendable private func situation(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { try situationPage($0, $0.answers, [], context) }
    }

    @Sendable private func changeSituation(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let answers = try await context.form(request).situation(of: open.published)
            let problems = open.published.decisions.problems(with: answers, english: context.isEnglish)
            guard problems.isEmpty else { return try situationPage(open, answers, problems, context) }
            _ = try await parts.cases.change(open.draft.id, of: open.draft.account) { $0.content.situation = answers }
            return context.redirect(to: open.path, notice: "apply.situation.changed")
        }
    }

    private func situationPage(
        _ open: OpenDraft, _ answers: [String: String], _ problems: [FieldProblem], _ context: TongbanContext
    ) throws -> Response {
        let questions = ApplicationForm(open.published, language: context.language).questions(answers).rejecting(problems, context)
        let form = FormView("\(open.path)/situation", submit: context.text("apply.situation.submit"), questions)
        let model: [String: Any] = ["crumbs": open.crumbs(context.text("apply.situation.title"), context), "form": form]
        return try context.page("apply/situation", title: context.text("apply.situation.title"), model,
                                status: problems.isEmpty ? .ok : .unprocessableContent, at: "me")
    }

    @Sendable private func askToDiscard(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            let page = ConfirmPage(
                title: context.text("apply.discard.title"), detail: context.text("apply.discard.detail", ["name": open.name(context)]),
                action: "\(open.path)/discard", submit: context.text("apply.discard.submit"), back: open.path,
                crumbs: open.crumbs(context.text("apply.discard.title"), context))
            return try context.page("mine/confirm", title: page.title, page, at: "me")
        }
    }

    @Sendable private func discard(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            try await parts.cases.discard(open.draft.id, of: open.citizen.account)
            return context.redirect(to: "/me", notice: "apply.discard.done")
        }
    }
}
