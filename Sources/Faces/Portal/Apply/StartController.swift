import Cases
import Catalogue
import Hummingbird
import Identity
import Kernel
import Web

/// `/apply/:slug`: may I, in whose name, in which situation? Then a draft is begun.
struct StartController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/apply/:slug", use: show)
        router.post("/apply/:slug", use: begin)
    }

    /// The answers may come along from the guide, in the query.
    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let item = try item(context)
        return try await page(item, item.decisions.cleaned(context.query.answers(to: item.item)), [], context)
    }

    @Sendable private func begin(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let item = try item(context), citizen = try await parts.citizen(context)
        let applicant = try await parts.identity.applicant(of: citizen.session)
        let answers = try await context.form(request).situation(of: item)
        let open = item.decisions.problems(with: answers, english: context.isEnglish)
        guard open.isEmpty, Admission.barrier(applicant, to: item.item) == nil else { return try await page(item, answers, open, context) }
        let draft = try await parts.cases.beginDraft(item, by: applicant, situation: answers, account: citizen.account)
        return context.redirect(to: "/me/drafts/\(draft.id)")
    }

    private func page(
        _ item: PublishedItem, _ answers: [String: String], _ problems: [FieldProblem], _ context: TongbanContext
    ) async throws -> Response {
        let citizen = try await parts.citizen(context)
        let mandates = try await parts.identity.mandates(of: citizen.holder.account.id)
        let begun = try await parts.cases.drafts(of: citizen.account).first {
            $0.itemCode == item.code && $0.content.holder.code == citizen.holder.number
        }
        let barrier = Admission.barrier(try await parts.identity.applicant(of: citizen.session), to: item.item)
        let page = StartPage(item, answers, problems, citizen, mandates, barrier, begun, context)
        return try context.page("apply/start", title: page.name, page, status: problems.isEmpty ? .ok : .unprocessableContent, at: "items")
    }

    private func item(_ context: TongbanContext) throws -> PublishedItem {
        guard let item = parts.catalogue.current.item(slug: try context.parameter("slug")) else {
            throw Problem("page.not_found", .notFound)
        }
        return item
    }
}

extension ItemDecisions {
    /// What is wrong with answers that leave a question open, or with which nobody can apply.
    func problems(with answers: [String: String], english: Bool) -> [FieldProblem] {
        let open = asked(answers).filter { answers[$0.key] == nil }.map { FieldProblem("situation.\($0.key)", "field.choose") }
        return open.isEmpty ? outlook(answers).obstacles.map { $0.problem(english: english) } : open
    }
}

extension FormInput {
    /// Answers as the guide hands them on: `?kind=catering`.
    fileprivate func answers(to item: ServiceItem) -> [String: String] {
        (item.situations?.questions ?? []).reduce(into: [:]) { answers, question in
            let value = self[question.key]
            if !value.isEmpty { answers[question.key] = value }
        }
    }
}
