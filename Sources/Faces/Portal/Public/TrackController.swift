import Cases
import Catalogue
import Hummingbird
import Kernel
import Ledger
import Organisations
import Web

/// 办件查询 without signing in: whoever holds the receipt's number and query code sees how far the case is, and nothing of
/// what is in it. The code comes by POST only, so that it stands in no address, log or history.
struct TrackController: Sendable {
    let parts: PortalParts

    func add(to router: Router<TongbanContext>) {
        router.get("/track") { _, context in
            let number = String(context.query["number"].prefix(60))
            return try ask(context, fields(context, number: number))
        }
        router.post("/track") { request, context in try await track(request, context) }
    }

    private func track(_ request: Request, _ context: TongbanContext) async throws -> Response {
        var form = try await context.form(request)
        let number = form.text("number", limit: 60), code = form.text("code", limit: 20)
        guard form.isValid else { return try again(form, context) }
        let record: Case
        do {
            record = try await parts.cases.track(query: number, password: code, from: context.clientAddress)
        } catch let problem as Problem where problem.kind == .notFound {
            form.reject("number", "portal.track.not_found")
            return try again(form, context)
        }
        let page = try await page(record, context)
        return try context.page("portal/track-case", title: context.text("portal.track.title"), page, at: "track")
    }

    private func page(_ record: Case, _ context: TongbanContext) async throws -> TrackPage {
        let file = try await parts.cases.file(record.id, in: .platform)
        let item = try await parts.cases.item(of: record)
        let acts = try await parts.ledger.acts(of: Case.subject(record.id), limit: 1000).elements.map(\.act)
        return try TrackPage(
            file, item: item.item, deadline: parts.cases.deadline(of: file, item: item),
            story: CaseStory(acts, procedure: try item.procedure, parts.organisations.directory), context, parts.organisations.directory)
    }

    private func again(_ form: FormInput, _ context: TongbanContext) throws -> Response {
        let fields = fields(context, number: "").filled(from: form, context).map { field in
            // A code is typed anew; it isn't sent back to the browser.
            field.name == "code" ? field.with { $0.values = [] } : field
        }
        return try ask(context, fields, status: .unprocessableContent)
    }

    private func fields(_ context: TongbanContext, number: String) -> [FieldView] {
        [
            .text("number", context.text("portal.track.number"), hint: context.text("portal.track.number.hint"), value: number),
            .text("code", context.text("portal.track.code"), hint: context.text("portal.track.code.hint")).with { $0.autocomplete = "off" },
        ]
    }

    private func ask(_ context: TongbanContext, _ fields: [FieldView], status: HTTPResponse.Status = .ok) throws -> Response {
        let form = FormView("/track", submit: context.text("portal.track.submit"), fields)
        return try context.page("portal/track", title: context.text("portal.track.title"), ["form": form], status: status, at: "track")
    }
}
