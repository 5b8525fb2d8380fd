import Cases
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// A case on the desk, and its personal data in the clear for whoever says why he needs it.
struct CaseController: Sendable {
    let parts: DeskParts
    let station: Station

    func routes(_ router: Router<TongbanContext>) {
        router.get("\(station.path)/cases/:id", use: show)
        router.post("\(station.path)/cases/:id/reveal", use: reveal)
        router.post("\(station.path)/cases/:id/look", use: look)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let opened = try await OpenCase(context.id(), parts, station, parts.actor(station, context))
        return try opened.page(context)
    }

    /// Why the papers are looked at, before the first of them is.
    @Sendable private func look(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context), id: ID<Case> = try context.id()
        var form = try await context.form(request)
        guard let reason = form.choice("reason", as: RevealReason.self) else {
            let typed = CaseTyped(form: form, step: "look")
            return try await OpenCase(id, parts, station, actor).page(context, typed, status: .unprocessableContent)
        }
        try await parts.cases.look(at: id, for: reason, by: actor)
        return context.redirect(to: "\(station.path(of: id))#materials")
    }

    /// Shown in the answer to this one request; the next look at the page is masked again.
    @Sendable private func reveal(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context), id: ID<Case> = try context.id()
        var form = try await context.form(request)
        guard let reason = form.choice("reason", as: RevealReason.self) else {
            let typed = CaseTyped(form: form, step: "reveal")
            return try await OpenCase(id, parts, station, actor).page(context, typed, status: .unprocessableContent)
        }
        let file = try await parts.cases.reveal(id, for: reason, by: actor)
        return try await OpenCase(file, parts, station, actor).page(context, isRevealed: true)
    }
}

extension OpenCase {
    func page(_ context: TongbanContext, _ typed: CaseTyped? = nil, isRevealed: Bool = false, trouble: String? = nil,
              status: HTTPResponse.Status = .ok) throws -> Response {
        let model = try CasePage(self, typed, isRevealed: isRevealed, trouble: trouble, context)
        return try context.page("desk/case", title: model.title, model, status: status, layout: .staff, at: station.todoTab)
    }
}

/// What was sent to a case's page and could not be done: so that nothing typed is lost.
struct CaseTyped: Sendable {
    let form: FormInput
    /// The step it was sent to: the name of one of ``StepKind``, `reveal`, `look`, or `judge`.
    let step: String

    func error(_ field: String, _ context: TongbanContext) -> String? {
        form.problems.first { $0.field == field }.map { context.text($0.code, $0.arguments) }
    }
}
