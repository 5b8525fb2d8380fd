import Hummingbird
import Kernel
import Web

/// `/sign-in` and `/sign-out`.
struct SignInController: Sendable {
    let identity: Identity
    let landing: @Sendable (SessionView) -> String

    func routes(_ router: Router<TongbanContext>) {
        router.get("/sign-in", use: show)
        router.post("/sign-in", use: signIn)
        router.post("/sign-out", use: signOut)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let comesFrom = context.query["return"]
        if let session = context.session { return context.redirect(to: safeReturn(comesFrom, otherwise: landing(session))) }
        return try await page(FormInput(["return": [comesFrom]]), context)
    }

    @Sendable private func signIn(_ request: Request, _ context: TongbanContext) async throws -> Response {
        var form = try await context.form(request)
        let name = form.text("name", limit: 100)
        // A password may begin or end with a blank, so it is taken as it was typed.
        let password = form.all("password").first ?? ""
        if password.isEmpty { form.reject("password", "field.required") }
        guard form.isValid else { return try await page(form, context, status: .unprocessableContent) }
        do {
            let signedIn = try await identity.signIn(
                name, password: Secret(password), from: context.clientAddress, on: context.deviceToken.map { Secret($0) })
            if let old = context.session { try await identity.signOut(old) }
            return context.welcome(signedIn, from: form["return"], landing(identity.view(signedIn)))
        } catch let problem as Problem where ["identity.refused", "identity.locked", "identity.locked_briefly"].contains(problem.code) {
            form.reject("name", problem.code, problem.arguments)
            return try await page(form, context, status: problem.kind == .tooMany ? .tooManyRequests : .unprocessableContent)
        }
    }

    @Sendable private func signOut(_ request: Request, _ context: TongbanContext) async throws -> Response {
        if let session = context.session { try await identity.signOut(session) }
        var response = context.redirect(to: "/", notice: "identity.signed_out")
        response.endSession(in: context)
        return response
    }

    private func page(_ form: FormInput, _ context: TongbanContext, status: HTTPResponse.Status = .ok) async throws -> Response {
        let model = SignInPage(form, try await identity.demoAccounts(), context)
        return try context.page("identity/sign-in", title: context.text("identity.sign_in.title"), model, status: status)
    }
}

extension TongbanContext {
    /// Signs the browser in and leads back to where it came from, never to another site.
    func welcome(_ signedIn: SignedIn, from place: String, _ landing: String) -> Response {
        var response = redirect(to: safeReturn(place, otherwise: landing))
        response.startSession(signedIn.token.reveal(), in: self)
        response.keepDevice(signedIn.device.reveal(), in: self)
        return response
    }
}
