import Hummingbird
import Kernel
import Standards
import Web

/// `/register`: a citizen makes himself an account.
struct RegisterController: Sendable {
    let identity: Identity
    let landing: @Sendable (SessionView) -> String
    /// Registering costs a password's work, and nobody needs many accounts. What is counted is what was typed, whether it is known or not.
    private let byAddress: RateLimiter, byNumber: RateLimiter, byMobile: RateLimiter

    init(identity: Identity, landing: @escaping @Sendable (SessionView) -> String) {
        (self.identity, self.landing) = (identity, landing)
        byAddress = identity.limits.limiter("register.address", burst: 20, perSecond: 0.02)
        byNumber = identity.limits.limiter("register.number", burst: 5, perSecond: 0.001)
        byMobile = identity.limits.limiter("register.mobile", burst: 5, perSecond: 0.001)
    }

    func routes(_ router: Router<TongbanContext>) {
        router.get("/register", use: show)
        router.post("/register", use: register)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) throws -> Response {
        if let session = context.session { return context.redirect(to: landing(session)) }
        return try page(FormInput(["return": [context.query["return"]]]), context)
    }

    /// Whoever has registered is signed in at once, to the account that he has just made: the answer is the same whether his number or his mobile
    /// is known here or not.
    @Sendable private func register(_ request: Request, _ context: TongbanContext) async throws -> Response {
        var form = try await context.form(request)
        do {
            let registration = try Registration(
                name: form["name"], idNumber: form["idNumber"], mobile: form["mobile"], password: form.all("password").first ?? "",
                again: form.all("again").first ?? "", today: identity.clock.today)
            try byAddress.admit(context.clientAddress)
            try byNumber.admit(registration.idNumber.text)
            try byMobile.admit(registration.mobile.text)
            let signedIn = try await identity.register(registration, on: context.deviceToken.map { Secret($0) })
            return context.welcome(signedIn, from: form["return"], landing(identity.view(signedIn)))
        } catch let problem as Problem where !problem.fields.isEmpty {
            form.reject(problem.fields)
            return try page(form, context, status: .unprocessableContent)
        }
    }

    private func page(_ form: FormInput, _ context: TongbanContext, status: HTTPResponse.Status = .ok) throws -> Response {
        let model = RegisterPage(form, context)
        return try context.page("identity/register", title: context.text("identity.register.title"), model, status: status)
    }
}
