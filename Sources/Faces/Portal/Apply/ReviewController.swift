import Cases
import Hummingbird
import Identity
import Kernel
import Organisations
import Web

/// `/me/drafts/:id/review`: read all, sign, hand in. Handed in twice it is the same case.
struct ReviewController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/drafts/:id/review", use: show)
        router.post("/me/drafts/:id/review", use: submit)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { try page($0, [], status: .ok, context) }
    }

    @Sendable private func submit(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await parts.withDraft(context) { open in
            var form = try await context.form(request)
            let isDeclared = form.flag("declared", required: true)
            guard open.problems.isEmpty, isDeclared, !open.isInOtherName else {
                return try page(open, form.problems, status: .unprocessableContent, context)
            }
            // What is signed is what was read.
            guard ["", open.reading].contains(form["reading"]) else { return try changed(open, context) }
            do {
                let applicant = try await parts.identity.applicant(of: open.citizen.session)
                let record = try await parts.cases.submit(open.draft, declared: isDeclared, by: applicant)
                return context.redirect(to: "/me/cases/\(record.id)/receipt", notice: "apply.submitted")
            } catch let problem as Problem where !problem.fields.isEmpty {
                return try page(open, problem.fields, status: .unprocessableContent, context)
            } catch let problem as Problem where problem.code == "draft.changed" {
                return try await parts.withDraft(context) { try changed($0, context) }
            }
        }
    }

    /// The draft as it is now, to be read again: it was changed since the page was read, and nothing was handed in.
    private func changed(_ open: OpenDraft, _ context: TongbanContext) throws -> Response {
        try page(open, [], trouble: context.text("draft.changed"), status: .conflict, context)
    }

    private func page(
        _ open: OpenDraft, _ problems: [FieldProblem], trouble: String? = nil, status: HTTPResponse.Status, _ context: TongbanContext
    ) throws -> Response {
        let page = ReviewPage(open, problems, trouble: trouble, parts.organisations.directory, context)
        return try context.page("apply/review", title: context.text("apply.review.title"), page, status: status, at: "me")
    }
}
