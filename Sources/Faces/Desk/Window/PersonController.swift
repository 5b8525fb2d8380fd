import Cases
import Catalogue
import HTTPTypes
import Hummingbird
import Identity
import Kernel
import Licences
import Organisations
import Standards
import Web

/// Who stands at the counter: found or recorded by the identity card, then everything about him on one screen.
struct PersonController: Sendable {
    let parts: DeskParts

    func routes(_ router: Router<TongbanContext>) {
        router.get("/window", use: find)
        router.post("/window/people", use: found)
        router.get("/window/people/:id", use: show)
        router.get("/window/people/:id/items", use: suggest)
        router.post("/window/people/:id/reveal", use: reveal)
    }

    @Sendable private func find(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await findPage(FormInput(), context)
    }

    /// Name and number are read off the card, which the clerk has before him; the mobile is as the person says it.
    @Sendable private func found(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let clerk = try parts.actor(.window, context).actor
        var form = try await context.form(request)
        let number = form.standard("idNumber", CitizenID.init(checking:))
        let mobile = form["mobile"].isEmpty ? nil : form.standard("mobile", MobileNumber.init(checking:))
        let known = if let number { try await parts.identity.person(byIDNumber: number) } else { nil as Account? }
        if known == nil, number != nil, form["mobile"].isEmpty { form.reject("mobile", "desk.find.newMobile") }
        guard form.isValid, let number else { return try await findPage(form, context, status: .unprocessableContent) }
        do {
            let card = try SeenCard(number: number, name: form["name"], isSeen: form["seen"] == "1")
            let visit = if form["action"] == "reclaim" {
                try await parts.identity.reclaim(card, mobile: mobile, seenBy: clerk)
            } else {
                try await parts.identity.receive(card, mobile: mobile, seenBy: clerk)
            }
            return context.redirect(to: "/window/people/\(visit.person.id)")
        } catch let problem as Problem where !problem.fields.isEmpty {
            form.reject(problem.fields)
            let differs = problem.fields.contains { $0.code == "identity.name_differs" }
            return try await findPage(form, formerly: differs ? known : nil, context, status: .unprocessableContent)
        }
    }

    private func findPage(
        _ form: FormInput, formerly: Account? = nil, _ context: TongbanContext, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let actor = try parts.actor(.window, context)
        let waiting = try await parts.cases.workCount(["window"], in: actor.scope)
        let model = FindPage(form, formerly: formerly, waiting: waiting, context)
        return try context.page("desk/find", title: context.text("desk.find.title"), model, status: status, layout: .staff,
                                at: "window.take-in", badges: Station.window.badges(waiting: waiting))
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await personPage(revealed: [:], error: nil, context)
    }

    @Sendable private func reveal(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let clerk = try parts.actor(.window, context).actor
        let person = try await parts.visit(context).person
        var form = try await context.form(request)
        guard let reason = form.choice("reason", as: RevealReason.self) else {
            return try await personPage(revealed: [:], error: context.text("field.choose"), context, status: .unprocessableContent)
        }
        var revealed: [PersonalField: String] = [:]
        let why = context.text("desk.reveal.\(reason.rawValue)")
        for field in PersonalField.allCases where person.value(of: field) != nil {
            revealed[field] = try await parts.identity.reveal(person.id, field, to: clerk, reason: why)
        }
        return try await personPage(revealed: revealed, error: nil, context)
    }

    /// With what is wrong with the code of an account that claims the person's number.
    func page(rejecting problem: ClaimProblem, _ context: TongbanContext) async throws -> Response {
        try await personPage(revealed: [:], error: nil, rejecting: problem, context, status: .unprocessableContent)
    }

    private func personPage(
        revealed: [PersonalField: String], error: String?, rejecting problem: ClaimProblem? = nil, _ context: TongbanContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let clerk = try parts.actor(.window, context)
        let visit = try await parts.visit(context), person = visit.person
        let sight = Holder(person).sight(at: parts.clock.now)
        let cases = try await parts.cases.mine(parts.cases.scope(sight), within: clerk.scope, limit: 50).elements.filter(\.isOpen)
        let model = PersonPage(
            person, revealed: revealed, error: error, cases: cases,
            licences: try await parts.licences.mine(sight, limit: 20).elements,
            claims: try await parts.identity.claims(besides: visit), rejecting: problem,
            drafts: try await parts.cases.drafts(of: DraftOwner(clerk: clerk.actor.id, person: person.id).text),
            found: context.query["q"].isEmpty ? nil : search(clerk, limit: 12, context), parts, context)
        return try context.page("desk/person", title: model.title, model, status: status, layout: .staff, at: "window.take-in")
    }

    /// What the search box proposes while the clerk types.
    @Sendable private func suggest(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let person = try await parts.visit(context).person.id
        let found = try search(parts.actor(.window, context), limit: 8, context)
        return try context.json(found.map { item in
            Suggestion(value: item.item.name, label: item.item.name(english: context.language == .en),
                       note: parts.organisations.directory.name(ofBody: item.item.body, english: context.language == .en),
                       path: "/window/people/\(person)/items/\(item.item.slug)")
        })
    }

    /// What this clerk may take in, of what was asked for.
    private func search(_ clerk: CaseActor, limit: Int, _ context: TongbanContext) -> [PublishedItem] {
        let found = parts.catalogue.current.search(context.query["q"], limit: 50).filter { clerk.scope.serves($0.item) }
        return Array(found.prefix(limit))
    }

    private struct Suggestion: Encodable { let value: String, label: String, note: String, path: String }
}

/// Whose draft an application is while a clerk takes it in: the clerk's, for that person; so no other clerk finds it.
struct DraftOwner {
    let clerk: String
    let person: ID<Account>

    var text: String { "\(clerk)/\(person)" }
}

extension FormInput {
    /// A field whose form a standard fixes; what is wrong with it is the standard's to say.
    mutating func standard<Code>(_ name: String, _ check: (String) throws(StandardError) -> Code) -> Code? {
        guard !self[name].isEmpty else {
            reject(name, "field.required")
            return nil
        }
        do {
            return try check(self[name])
        } catch {
            reject([error.field(name)])
            return nil
        }
    }
}
