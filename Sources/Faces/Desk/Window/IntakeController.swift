import Cases
import Catalogue
import Forms
import HTTPTypes
import Hummingbird
import Identity
import Kernel
import Web

/// The fourth screen: materials and form on one page. Everything sent is kept in the draft first, so nothing typed or
/// scanned is lost when something else is wrong; the draft's key is the submission's, so that sending twice is one case.
struct IntakeController: Sendable {
    let parts: DeskParts

    func routes(_ router: Router<TongbanContext>) {
        let path = "/window/people/:id/drafts/:draft"
        router.get("\(path)", use: show)
        router.post("\(path)", use: take)
        router.post("\(path)/save", use: autosave)
        router.post("\(path)/discard", use: discard)
        router.get("\(path)/files/:key/:place", use: file)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let clerk = try parts.actor(.window, context).actor
        if let taken = try await parts.cases.submitted(context.id("draft"), by: clerk) { return context.redirect(to: receipt(taken)) }
        let intake = try await intake(context)
        return try page(intake, problems: [], trouble: nil, context)
    }

    /// Sent by one of the page's buttons: `action` is `submit`, `save`, or `remove` with the file's row and place.
    @Sendable private func take(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let clerk = try parts.actor(.window, context).actor
        if let taken = try await parts.cases.submitted(context.id("draft"), by: clerk) { return context.redirect(to: receipt(taken)) }
        var intake = try await intake(context)
        var received = ReceivedMaterials(
            cases: parts.cases, files: parts.files, clerk: clerk, clock: parts.clock, item: intake.item.item, draft: intake.draft)
        let form: FormInput
        do {
            form = try await received.read(request, context)
        } catch let problem as Problem {
            intake.draft = try await parts.cases.change(intake.draft.id, of: intake.draft.account) { [fresh = received.fresh] in
                $0.materials.append(contentsOf: fresh)
            }.draft
            let trouble = context.text(problem.code, problem.arguments)
            return try page(intake, problems: [], trouble: trouble, context, status: .unprocessableContent)
        }
        let posted = form.posted, kept = try intake.item.form, promised = form.all("promised")
        let action = form["action"].split(separator: " ").map(String.init)
        intake.draft = try await parts.cases.change(intake.draft.id, of: intake.draft.account) { [fresh = received.fresh] draft in
            draft.materials.append(contentsOf: fresh)
            draft.content.take(posted, in: kept)
            draft.content.promised = promised
            guard action.first == "remove", action.count == 3 else { return }
            draft.materials.removeAll { $0.key == action[1] && "\($0.place)" == action[2] }
        }.draft
        guard received.problems.isEmpty else {
            return try page(intake, problems: received.problems, trouble: nil, context, status: .unprocessableContent)
        }
        if let row = posted.place(in: intake.draft.content.values) { return context.redirect(to: "\(context.path)#\(row)") }
        guard action == ["submit"] else {
            let notice = action.first == "remove" ? "desk.intake.removed" : "desk.intake.saved"
            return context.redirect(to: "\(context.path)#materials", notice: notice)
        }
        return try await submit(intake, isDeclared: form["declared"] == "1", context)
    }

    private func submit(_ intake: Intake, isDeclared: Bool, _ context: TongbanContext) async throws -> Response {
        let draft = intake.draft
        let application = Application(situation: draft.content.situation, values: draft.content.values,
                                      materials: draft.materials, promised: draft.content.promised, declared: isDeclared)
        do {
            let holder = draft.content.holder
            let applicant = try await parts.identity.applicant(of: intake.visit, for: holder.kind == .legal ? holder.code : nil)
            let record = try await parts.cases.submit(application, for: intake.item, by: applicant, key: draft.id.text, draft: draft)
            return context.redirect(to: receipt(record.id), notice: "desk.intake.taken")
        } catch let problem as Problem where !problem.fields.isEmpty {
            return try page(intake, problems: problem.fields, trouble: nil, isDeclared: isDeclared, context, status: .unprocessableContent)
        } catch let problem as Problem where problem.code == "draft.changed" {
            let latest = try await self.intake(context)
            return try page(latest, problems: [], trouble: context.text(problem.code), context, status: .conflict)
        }
    }

    /// While the clerk types; files wait for the button.
    @Sendable private func autosave(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let intake = try await intake(context), form = try await context.form(request)
        let posted = form.posted, kept = try intake.item.form, promised = form.all("promised")
        _ = try await parts.cases.change(intake.draft.id, of: intake.draft.account) { draft in
            draft.content.take(posted, in: kept)
            draft.content.promised = promised
        }
        return Response(status: .noContent)
    }

    @Sendable private func discard(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let intake = try await intake(context)
        try await parts.cases.discard(intake.draft.id, of: intake.draft.account)
        return context.redirect(to: "/window/people/\(intake.person.id)", notice: "desk.intake.discarded")
    }

    /// A file of the draft, to be looked at before it is taken in.
    @Sendable private func file(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let draft = try await intake(context).draft
        let key = try context.parameter("key"), place = try Int(context.parameter("place"))
        return try await parts.stored(draft.materials.file(key, place), inline: true, context)
    }

    private func intake(_ context: TongbanContext) async throws -> Intake {
        let clerk = try parts.actor(.window, context).actor
        let visit = try await parts.visit(context)
        let draft = try await parts.cases.draft(context.id("draft"), of: DraftOwner(clerk: clerk.id, person: visit.person.id).text)
        return Intake(visit: visit, item: try await parts.catalogue.item(draft.itemCode, version: draft.itemVersion), draft: draft)
    }

    private func page(_ intake: Intake, problems: [FieldProblem], trouble: String?, isDeclared: Bool = false, _ context: TongbanContext,
                      status: HTTPResponse.Status = .ok) throws -> Response {
        let model = try IntakePage(intake, problems: problems, trouble: trouble, isDeclared: isDeclared, parts, context)
        return try context.page("desk/intake", title: model.title, model, status: status, layout: .staff, at: "window.take-in")
    }

    private func receipt(_ id: ID<Case>) -> String { "\(Station.window.path(of: id))/receipt" }
}

/// An application as a clerk takes it in: who stands there, for what, and what there is of it so far.
struct Intake: Sendable {
    let visit: Visit
    let item: PublishedItem
    var draft: Draft

    var person: Account { visit.person }
}

extension CaseContent {
    /// The form's values as a page with all of it sent them; what was emptied is gone.
    fileprivate mutating func take(_ posted: PostedForm, in form: Form) {
        let vouched = Admission.vouched(form, for: holder), known = values.merging(vouched) { $1 }
        values = form.read(posted, on: nil, into: known, facts: .of(situation, known), locked: Set(vouched.keys)).filter { !$0.value.isBlank }
    }
}
