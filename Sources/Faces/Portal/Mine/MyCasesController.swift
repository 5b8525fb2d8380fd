import Cases
import Catalogue
import HTTPTypes
import Hummingbird
import Kernel
import Ledger
import Licences
import Web
import Workflow

/// `/me/cases`: the list, one case like a parcel on its way, its documents and materials, and how to withdraw it.
struct MyCasesController: Sendable {
    let parts: PortalParts

    func add(to router: RouterGroup<TongbanContext>) {
        router.get("/me/cases", use: list)
        router.get("/me/cases/:id", use: show)
        router.get("/me/cases/:id/documents/:name", use: document)
        router.get("/me/cases/:id/materials/:key/:place", use: material)
        router.get("/me/cases/:id/withdraw", use: askToWithdraw)
        router.post("/me/cases/:id/withdraw", use: withdraw)
    }

    @Sendable private func list(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let citizen = try await parts.citizen(context), after = context.query["after"]
        let page = try await parts.cases.mine(citizen.actor.scope, before: after.isEmpty ? nil : after)
        let model: [String: Any] = [
            "crumbs": [LinkView(context.text("mine.title"), "/me"), LinkView(context.text("mine.cases.title"))],
            "cases": page.elements.map { CaseRow($0, parts, context) }, "hasCases": !page.elements.isEmpty,
            "pager": PagerView("/me/cases", after: after.isEmpty ? nil : after, next: page.next),
        ]
        return try context.page("mine/cases", title: context.text("mine.cases.title"), model, at: "me")
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let story = try await parts.story(of: context.id(of: Case.self), context)
        let page = try CasePage(story, parts, context)
        var response = try context.page("mine/case", title: page.name, page, at: "me")
        // While something is being made the page asks again by itself, slowly enough to be read.
        if page.isMaking { response.headers[.refresh] = "20" }
        return response
    }

    /// `1.pdf`, `2.ofd`: by its place in the file, since a case may have several notices of one kind.
    @Sendable private func document(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let file = try await parts.cases.file(context.id(of: Case.self), in: parts.citizen(context).actor.scope)
        let name = try context.parameter("name").split(separator: ".").map(String.init)
        guard name.count == 2, let format = SealedFormat(rawValue: name[1]),
              let document = zip(1..., file.documents).first(where: { "\($0.0)" == name[0] })?.1,
              let digest = format == .ofd ? document.ofd : document.pdf else { throw Problem("file.not_found", .notFound) }
        let title = "\(context.text("portal.document.\(document.kind.rawValue)")) \(document.number)"
        return try await parts.download(digest, type: format.kind.mediaType, name: "\(title).\(format.rawValue)", context)
    }

    @Sendable private func material(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let file = try await parts.cases.file(context.id(of: Case.self), in: parts.citizen(context).actor.scope)
        return try await parts.show(context.parameter("key"), context.parameter("place"), of: file.materials, context)
    }

    @Sendable private func askToWithdraw(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let record = try await parts.cases.find(context.id(of: Case.self), in: parts.citizen(context).actor.scope)
        guard record.isOpen else { return context.redirect(to: "/me/cases/\(record.id)") }
        return try confirmation(of: record, context)
    }

    private func confirmation(
        of record: Case, trouble: FieldProblem? = nil, status: HTTPResponse.Status = .ok, _ context: TongbanContext
    ) throws -> Response {
        let path = "/me/cases/\(record.id)", title = context.text("mine.withdraw.title"), name = parts.name(of: record, context)
        let page = ConfirmPage(
            title: title, detail: context.text("mine.withdraw.detail", ["name": name, "number": record.query]), action: "\(path)/withdraw",
            revision: "\(record.revision)", trouble: trouble.map { context.text($0.code, $0.arguments) },
            submit: context.text("mine.withdraw.submit"), back: path,
            crumbs: [LinkView(context.text("mine.title"), "/me"), LinkView(name, path), LinkView(title)])
        return try context.page("mine/confirm", title: title, page, status: status, at: "me")
    }

    /// On the state that was shown when it was asked for. When the case has gone on since, it is asked again.
    @Sendable private func withdraw(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let citizen = try await parts.citizen(context), id = try context.id(of: Case.self)
        let record = try await parts.cases.find(id, in: citizen.actor.scope), path = "/me/cases/\(id)"
        let form = try await context.form(request)
        // Pressed twice, it is withdrawn once.
        if record.result == .withdrawn { return context.redirect(to: path, notice: "mine.withdraw.done") }
        do {
            _ = try await parts.cases.withdraw(id, seen: form.seenWhole, by: citizen.actor)
        } catch let problem as Problem where problem.fields.contains { $0.field == "revision" } {
            return try confirmation(of: record, trouble: problem.fields.first, status: .unprocessableContent, context)
        } catch let problem as Problem where problem.code == "case.changed_meanwhile" {
            let latest = try await parts.cases.find(id, in: citizen.actor.scope)
            return try confirmation(of: latest, trouble: FieldProblem("revision", problem.code), status: .conflict, context)
        }
        try await parts.cases.discard(Draft.correction(of: id), of: citizen.account)
        return context.redirect(to: path, notice: "mine.withdraw.done")
    }
}

/// All that the page of a case is made from.
struct MyCase: Sendable {
    let citizen: Citizen
    let file: CaseFile
    let published: PublishedItem
    let procedure: ProcessDefinition?
    let acts: [RecordedAct]
    let licence: Licence?

    var item: ServiceItem { published.item }
    var record: Case { file.record }
    /// What waits to be done, and by whom.
    var tasks: [CaseTask] { procedure.map { Procedure($0).tasks(file.course) } ?? [] }
    var path: String { "/me/cases/\(file.record.id)" }
    /// The act by which it was handed in: the one that the receipt proves.
    var submission: RecordedAct? { acts.first { $0.act.kind == "case.submitted" } }

    func name(_ context: TongbanContext) -> String { item.name(english: context.isEnglish) }
}

extension PortalParts {
    /// How a case's item is called now; under its old name when it is no longer offered.
    func name(of record: Case, _ context: TongbanContext) -> String {
        catalogue.current.item(code: record.itemCode)?.item.name(english: context.isEnglish) ?? record.itemName
    }

    /// - Throws: `case.not_found`, also for another's.
    func story(of id: ID<Case>, _ context: TongbanContext) async throws -> MyCase {
        let citizen = try await citizen(context)
        let file = try await cases.file(id, in: citizen.actor.scope)
        let acts = try await ledger.acts(of: file.record.subject, limit: 1000).elements
        let licence = try await licences.find(ofCase: id.text)
        let published = try await cases.item(of: file.record)
        return MyCase(
            citizen: citizen, file: file, published: published, procedure: try? published.procedure, acts: acts, licence: licence)
    }
}

extension HTTPField.Name {
    // A constant and a valid token, so the unwrapping cannot fail.
    fileprivate static let refresh = HTTPField.Name("Refresh")!
}
