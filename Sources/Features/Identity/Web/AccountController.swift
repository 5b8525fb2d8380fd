import Hummingbird
import Kernel
import Organisations
import Web

/// `/me/account`: who I am here, and in which capacity I act.
struct AccountController: Sendable {
    let identity: Identity

    func routes(_ router: Router<TongbanContext>) {
        router.get("/me/account", use: show)
        router.post("/me/capacity", use: changeCapacity)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        guard let session = try await identity.session(context.requireSession()) else { throw Problem("auth.required", .unauthenticated) }
        let mandates = try await identity.mandates(of: session.account.id)
        let code = identity.counterCode(of: session.account.id)
        let model = AccountPage(session, mandates, counterCode: code, identity.directory, context)
        return try context.page("identity/account", title: context.text("identity.account.title"), model, at: "me")
    }

    /// The field `for` holds a credit code, or nothing for oneself.
    @Sendable private func changeCapacity(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let form = try await context.form(request)
        let code = form["for"]
        try await identity.changeCapacity(of: context.requireSession(), to: code.isEmpty ? nil : code)
        return context.redirect(to: safeReturn(form["return"], otherwise: "/me/account"), notice: "identity.capacity_changed")
    }
}
