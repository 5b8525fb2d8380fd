import Cases
import HTTPTypes
import Hummingbird
import Identity
import Kernel
import Web

/// Accounts that somebody registered himself with the number of whoever stands at the counter: verified by the code that their owner can
/// show, or void.
struct ClaimController: Sendable {
    let parts: DeskParts

    func routes(_ router: Router<TongbanContext>) {
        router.post("/window/people/:id/claims/:claim/bind", use: bind)
        router.post("/window/people/:id/claims/:claim/void", use: void)
    }

    @Sendable private func bind(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let visit = try await parts.visit(context), claim: ID<Account> = try context.id("claim")
        var form = try await context.form(request)
        let code = form.text("code", limit: 20)
        do {
            try form.check()
            let bound = try await parts.identity.bind(claim, code: code, to: visit)
            return context.redirect(to: "/window/people/\(bound.person.id)", notice: "desk.claim.bound")
        } catch let problem as Problem where !problem.fields.isEmpty {
            let text = problem.fields.first.map { context.text($0.code, $0.arguments) } ?? ""
            return try await PersonController(parts: parts).page(rejecting: ClaimProblem(claim: claim, text: text), context)
        }
    }

    @Sendable private func void(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let visit = try await parts.visit(context)
        _ = try await context.form(request)
        try await parts.identity.void(context.id("claim"), for: visit)
        return context.redirect(to: "/window/people/\(visit.person.id)", notice: "desk.claim.voided")
    }
}

/// What is wrong with the code typed for a claim.
struct ClaimProblem { let claim: ID<Account>, text: String }

/// One such account on the person's page.
struct ClaimRow {
    let name: String, mobile: String, registered: String
    let state: TagView
    let code: FieldView
    let bindPath: String, voidPath: String

    init(_ claim: Account, base: String, _ problem: ClaimProblem?, _ context: TongbanContext) {
        (name, mobile) = (claim.maskedName, claim.maskedMobile)
        registered = context.text("desk.claim.registered", ["date": context.shortMoment(claim.createdAt)])
        state = TagView(context.text("desk.claim.tag"), .amber)
        let isRejected = problem?.claim == claim.id
        code = .text("code", context.text("desk.claim.code"), hint: context.text("desk.claim.codeHint")).with { field in
            (field.mark, field.limit, field.autocomplete, field.inputMode) = (claim.id.text, 20, "off", "numeric")
            if isRejected { field.error = problem?.text ?? "" }
        }
        (bindPath, voidPath) = ("\(base)/claims/\(claim.id)/bind", "\(base)/claims/\(claim.id)/void")
    }
}
