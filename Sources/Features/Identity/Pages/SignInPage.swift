import Web

/// What the sign-in page shows.
struct SignInPage {
    struct Demo { let name: String, login: String, post: String }

    let form: FormView
    let registerPath: String
    let isDemo: Bool
    let demoPassword: String
    let demo: [Demo]

    init(_ input: FormInput, _ accounts: [DemoAccount], _ context: TongbanContext) {
        form = FormView("/sign-in", submit: context.text("identity.sign_in.submit"), [
            .text("name", context.text("identity.sign_in.name"), hint: context.text("identity.sign_in.nameHint"))
                .with { $0.autocomplete = "username" },
            FieldView(.password, "password", context.text("identity.password")).with { $0.autocomplete = "current-password" },
            .hidden("return", ""),
        ].filled(from: input, context))
        registerPath = "/register?return=\(percentEncoded(input["return"]))"
        isDemo = !accounts.isEmpty
        demoPassword = accounts.first?.password ?? ""
        demo = accounts.map { account in
            Demo(name: context.language == .en ? account.nameEn ?? account.name : account.name, login: account.login, post: account.post)
        }
    }
}
