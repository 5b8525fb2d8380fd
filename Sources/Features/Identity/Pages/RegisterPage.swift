import Web

/// What the registration page shows.
struct RegisterPage {
    let form: FormView
    let signInPath: String

    init(_ input: FormInput, _ context: TongbanContext) {
        let label = { (key: String) in context.text("identity.\(key)") }
        form = FormView("/register", submit: label("register.submit"), [
            .text("name", label("name"), hint: label("register.nameHint")).with { $0.autocomplete = "name" },
            .text("idNumber", label("idNumber"), hint: label("register.idNumberHint")).with { ($0.limit, $0.inputMode) = (18, "text") },
            FieldView(.tel, "mobile", label("mobile")).with {
                ($0.autocomplete, $0.inputMode, $0.hint) = ("tel", "tel", label("register.mobileHint"))
            },
            FieldView(.password, "password", label("password")).with {
                ($0.autocomplete, $0.hint) = ("new-password", label("register.passwordHint"))
            },
            FieldView(.password, "again", label("register.again")).with { $0.autocomplete = "new-password" },
            .hidden("return", ""),
        ].filled(from: input, context))
        signInPath = "/sign-in?return=\(percentEncoded(input["return"]))"
    }
}
