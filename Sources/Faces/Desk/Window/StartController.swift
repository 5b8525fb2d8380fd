import Cases
import Catalogue
import HTTPTypes
import Hummingbird
import Identity
import Kernel
import Standards
import Web

/// The third screen: for whom it is, and the questions of the situation. What is answered begins a draft.
struct StartController: Sendable {
    let parts: DeskParts

    func routes(_ router: Router<TongbanContext>) {
        router.get("/window/people/:id/items/:slug", use: ask)
        router.post("/window/people/:id/items/:slug", use: begin)
    }

    @Sendable private func ask(_ request: Request, _ context: TongbanContext) async throws -> Response {
        _ = try parts.actor(.window, context)
        return try await page(nil, context)
    }

    @Sendable private func begin(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let clerk = try parts.actor(.window, context).actor
        let visit = try await parts.visit(context), person = visit.person, item = try published(context)
        var form = try await context.form(request)
        let situation = form.situation(of: item)
        for question in item.decisions.asked(situation) where situation[question.key] == nil {
            form.reject("situation.\(question.key)", "field.choose")
        }
        if form.isValid { form.reject(item.decisions.outlook(situation).obstacles.map { $0.problem(english: context.language == .en) }) }
        do {
            let code = try await legalPerson(person, item.item, &form, clerk)
            try form.check()
            let applicant = try await parts.identity.applicant(of: visit, for: code)
            let draft = try await parts.cases.beginDraft(item, by: applicant, situation: situation,
                                                         account: DraftOwner(clerk: clerk.id, person: person.id).text)
            return context.redirect(to: "/window/people/\(person.id)/drafts/\(draft.id)")
        } catch let problem as Problem where !problem.fields.isEmpty {
            if form.isValid { form.reject(problem.fields) }
            return try await page(form, context, status: .unprocessableContent)
        }
    }

    /// The code of a legal person that he is known to act for, or of one whose licence the clerk has before him; `nil` for the person himself.
    private func legalPerson(_ person: Account, _ item: ServiceItem, _ form: inout FormInput, _ clerk: Actor) async throws -> String? {
        let mandates = try await parts.identity.mandates(of: person.id)
        let choice = StartPage.onlyChoice(item) ?? form["for"]
        switch choice {
        case StartPage.oneself: return nil
        case StartPage.other:
            let code = form.standard("code", CreditCode.init(checking:))
            let name = form.text("name", limit: 100), address = form.text("address", required: false, limit: 200)
            let licence = licence(&form)
            // Nothing is recorded while anything on the page has to be mended.
            guard let code, form.isValid else { return nil }
            return try await parts.identity.legalPerson(code, name: name, address: address, licence: licence, seenBy: clerk).code
        default:
            if mandates.contains(where: { $0.legalPerson.code == choice }) { return choice }
            form.reject("for", "field.choose")
            return nil
        }
    }

    /// What the clerk read off the licence of a legal person that has another name now; asked for only then.
    private func licence(_ form: inout FormInput) -> LegalLicence? {
        guard StartPage.licenceFields.contains(where: { !form[$0].isEmpty }) else { return nil }
        let kind = form.choice("licenceKind", as: LegalLicence.Kind.self), number = form.text("licenceNumber", limit: 40)
        let date = form.date("licenceDate", in: LegalLicence.earliest...parts.clock.today)
        guard let kind, let date else { return nil }
        return LegalLicence(kind: kind, number: number, issuedOn: date)
    }

    private func page(_ form: FormInput?, _ context: TongbanContext, status: HTTPResponse.Status = .ok) async throws -> Response {
        let person = try await parts.visit(context).person, item = try published(context)
        let mandates = try await parts.identity.mandates(of: person.id)
        let model = StartPage(person, item, mandates, form, parts, context)
        return try context.page("desk/start", title: model.title, model, status: status, layout: .staff, at: "window.take-in")
    }

    private func published(_ context: TongbanContext) throws -> PublishedItem {
        let item = try parts.catalogue.current.item(slug: context.parameter("slug"))
        guard let item, try parts.actor(.window, context).scope.serves(item.item) else { throw Problem("page.not_found", .notFound) }
        return item
    }
}
