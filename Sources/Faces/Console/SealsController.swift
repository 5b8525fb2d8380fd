import HTTPTypes
import Hummingbird
import Kernel
import Organisations
import Web

/// `/console/seals`: the bodies' electronic seals (电子印章), to be withdrawn when they must not be used any more, and made anew.
struct SealsController: Sendable {
    let organisations: Organisations

    func add(to router: Router<TongbanContext>) {
        router.get("/console/seals", use: list)
        router.get("/console/seals/:body", use: show)
        router.post("/console/seals/:body/withdraw", use: withdraw)
        router.post("/console/seals/:body/make", use: make)
    }

    @Sendable private func list(_ request: Request, _ context: TongbanContext) async throws -> Response {
        _ = try context.administrator()
        let page = SealsPage(try await organisations.seals.records(), organisations.directory, context)
        return try context.page("console/seals", title: page.title, page, layout: .staff, at: "console.seals")
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        _ = try context.administrator()
        return try await page(context)
    }

    /// Withdraws a seal, or revokes its certificate too when the key may be in wrong hands.
    @Sendable private func withdraw(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let administrator = try context.administrator(), records = try await records(context)
        var form = try await context.form(request)
        let record = records.first { $0.id == form["seal"] && !$0.isWithdrawn }, reason = form.text("reason", limit: 200)
        if record == nil { form.reject("seal", "field.required") }
        if form["sure"] != "1" { form.reject("sure", "console.seal.sure.missing") }
        guard let record, form.isValid else { return try await page(context, form: form, status: .unprocessableContent) }
        do {
            if form["revoke"] == "1" {
                try await organisations.seals.revoke(certificate: record.certificate, reason: reason, by: administrator)
            } else {
                try await organisations.seals.withdraw(record.id, reason: reason, by: administrator)
            }
        } catch let problem as Problem where problem.kind == .conflict {
            return try await page(context, alert: context.text(problem.code, problem.arguments), status: .conflict)
        }
        return context.redirect(to: SealsPage.path(record.body), notice: "console.seal.withdrawn.notice")
    }

    @Sendable private func make(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let administrator = try context.administrator(), body = try context.parameter("body")
        guard organisations.directory.body(body) != nil else { throw Problem("page.not_found", .notFound) }
        do {
            _ = try await organisations.seals.makeAnew(for: body, by: administrator)
        } catch let problem as Problem where problem.code == "seal.in_force" {
            return try await page(context, alert: context.text(problem.code, problem.arguments), status: .conflict)
        }
        return context.redirect(to: SealsPage.path(body), notice: "console.seal.made")
    }

    private func page(
        _ context: TongbanContext, form: FormInput? = nil, alert: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let body = try context.parameter("body"), records = try await records(context)
        let name = organisations.directory.name(ofBody: body, english: context.language == .en)
        let page = SealPage(body, name, records, form: form, alert: alert, isKnown: organisations.directory.body(body) != nil, context)
        return try context.page("console/seal", title: page.title, page, status: status, layout: .staff, at: "console.seals")
    }

    /// - Throws: `page.not_found` for what is no body and has no seals.
    private func records(_ context: TongbanContext) async throws -> [SealRecord] {
        let body = try context.parameter("body"), records = try await organisations.seals.records().filter { $0.body == body }
        guard !records.isEmpty || organisations.directory.body(body) != nil else { throw Problem("page.not_found", .notFound) }
        return records
    }
}

extension SealRecord {
    var isWithdrawn: Bool {
        if case .withdrawn = state { true } else { false }
    }
}
