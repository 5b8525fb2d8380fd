import Hummingbird
import Kernel
import Web

/// `/me/password`: a new password, and where else one is signed in. Both forms ask for the present password.
struct PasswordController: Sendable {
    let identity: Identity

    func routes(_ router: Router<TongbanContext>) {
        router.get("/me/password", use: show)
        router.post("/me/password", use: change)
        router.post("/me/sessions/end", use: endOthers)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        try await page(FormInput(), context)
    }

    /// Passwords may begin or end with a blank, so they are taken as they were typed.
    @Sendable private func change(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let session = try context.requireSession()
        var form = try await context.form(request)
        let typed = { (name: String) in form.all(name).first ?? "" }
        do {
            let signedIn = try await identity.changePassword(
                of: session, from: Secret(typed("present")), to: typed("password"), again: typed("again"), at: context.clientAddress,
                on: context.deviceToken.map { Secret($0) })
            return context.welcome(signedIn, notice: "identity.password.changed")
        } catch let problem as Problem {
            try form.reject("present", problem)
            return try await page(form, context, problem)
        }
    }

    @Sendable private func endOthers(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let session = try context.requireSession()
        var form = try await context.form(request)
        do {
            let password = Secret(form.all("current").first ?? "")
            let signedIn = try await identity.endOtherSessions(
                of: session, password: password, at: context.clientAddress, on: context.deviceToken.map { Secret($0) })
            return context.welcome(signedIn, notice: "identity.sessions.ended")
        } catch let problem as Problem {
            try form.reject("current", problem)
            return try await page(form, context, problem)
        }
    }

    private func page(_ form: FormInput, _ context: TongbanContext, _ problem: Problem? = nil) async throws -> Response {
        let session = try context.requireSession()
        let isGiven = try await identity.session(session)?.account.hasGivenPassword ?? false
        let model = PasswordPage(form, try await identity.openSessions(of: session), isGiven: isGiven, context)
        let status: HTTPResponse.Status = problem.map { $0.kind == .tooMany ? .tooManyRequests : .unprocessableContent } ?? .ok
        return try context.page("identity/password", title: context.text("identity.password.title"), model, status: status, at: "me")
    }
}

extension FormInput {
    /// Puts what is wrong beside its fields, and what is wrong with the present password beside this one. Throws what is neither.
    fileprivate mutating func reject(_ present: String, _ problem: Problem) throws {
        switch problem.code {
        case "identity.refused": reject(present, "identity.password.wrong")
        case "identity.locked", "identity.locked_briefly": reject(present, problem.code, problem.arguments)
        case _ where !problem.fields.isEmpty: reject(problem.fields)
        default: throw problem
        }
    }
}

extension TongbanContext {
    fileprivate func welcome(_ signedIn: SignedIn, notice: String) -> Response {
        var response = redirect(to: "/me/account", notice: notice)
        response.startSession(signedIn.token.reveal(), in: self)
        response.keepDevice(signedIn.device.reveal(), in: self)
        return response
    }
}
