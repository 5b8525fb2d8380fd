import Hummingbird
import Kernel
import Ledger
import Signing
import Web

/// 可信回执: what a transparency receipt proves, and whether one that somebody holds does prove it.
struct ReceiptController: Sendable {
    let parts: PortalParts
    private let limiter: RateLimiter

    init(parts: PortalParts) {
        self.parts = parts
        limiter = parts.limits.limiter("receipt", burst: 30, perSecond: 0.5)
    }

    func add(to router: Router<TongbanContext>) {
        router.get("/receipt") { _, context in try ask(context, fields(context)) }
        router.post("/receipt") { request, context in try await verify(request, context) }
    }

    private func verify(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try limiter.admit(context.clientAddress)
        var form = try await context.form(request)
        let text = form["receipt"]
        if text.isEmpty { form.reject("receipt", "field.required") }
        guard form.isValid else { return try again(form, context) }
        do {
            let receipt = try Receipt(json: Array(text.utf8))
            let page = ReceiptPage(receipt, isRecorded: try await isRecorded(receipt), context)
            return try context.page("portal/receipt-checked", title: context.text("portal.receipt.title"), page, at: "verify")
        } catch let problem as Problem where problem.code.hasPrefix("receipt.") {
            form.reject("receipt", problem.code, problem.arguments)
            return try again(form, context)
        }
    }

    /// Whether our own ledger holds the very same act in the very same place.
    private func isRecorded(_ receipt: Receipt) async throws -> Bool {
        guard receipt.position >= 0 else { return false }
        let held = try await parts.ledger.read { try LedgerView($0).act(at: receipt.position) }
        return held.map { String(decoding: $0.act.canonical, as: UTF8.self) == receipt.act } ?? false
    }

    private func fields(_ context: TongbanContext) -> [FieldView] {
        let hint = context.text("portal.receipt.field.hint")
        return [.textarea("receipt", context.text("portal.receipt.field"), hint: hint, limit: 0).with { $0.rows = 10 }]
    }

    private func again(_ form: FormInput, _ context: TongbanContext) throws -> Response {
        try ask(context, fields(context).filled(from: form, context), status: .unprocessableContent)
    }

    private func ask(_ context: TongbanContext, _ fields: [FieldView], status: HTTPResponse.Status = .ok) throws -> Response {
        let form = FormView("/receipt", submit: context.text("portal.receipt.submit"), fields)
        return try context.page("portal/receipt", title: context.text("portal.receipt.title"), ["form": form], status: status, at: "verify")
    }
}
