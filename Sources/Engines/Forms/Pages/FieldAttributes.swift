import Kernel

/// What an input says of itself to the browser and to a screen reader.
struct FieldAttributes {
    let all: [FormPage.Attribute]

    init(_ field: FieldDefinition, id: String, hasHint: Bool, hasError: Bool, hasSource: Bool) {
        var all: [FormPage.Attribute] = []
        let add = { (name: String, value: String?) in if let value { all.append(.init(name: name, value: value)) } }
        let notes = [(hasHint, "hint"), (hasError, "error"), (hasSource, "source")].filter(\.0)
        let described = notes.map { "\(id)-\($0.1)" }.joined(separator: " ")
        add("aria-describedby", described.isEmpty ? nil : described)
        add("aria-invalid", hasError ? "true" : nil)
        add("aria-required", field.isRequired && field.widget != .file ? "true" : nil)
        if Self.typed.contains(field.widget) {
            add("maxlength", field.limits.maxLength.map { "\(Self.units($0))" })
            add("inputmode", Self.inputMode(field))
            add("autocomplete", Self.purpose(field))
        }
        self.all = all
    }

    private static let typed: Set<Widget> = [.text, .multiline, .number, .money, .signature]

    /// The keyboard to show.
    private static func inputMode(_ field: FieldDefinition) -> String? {
        switch (field.kind, field.limits.format) {
        case (.integer, _): "numeric"
        case (.number, _), (_, "money"): "decimal"
        case (_, "mobile-cn"): "tel"
        case (_, "email"), (_, "idn-email"): "email"
        case (_, "uri"), (_, "iri"): "url"
        default: nil
        }
    }

    /// The purpose of the field for the browser's memory (WCAG 1.3.5), where it is about the applicant himself.
    private static func purpose(_ field: FieldDefinition) -> String? {
        switch field.prefill {
        case .account("account.name"): "name"
        case .account("account.mobile"): "tel"
        case .account("legal.name"): "organization"
        case .account("legal.address"): "street-address"
        default: field.limits.format == "email" ? "email" : nil
        }
    }

    /// Browsers count UTF-16, JSON Schema code points: twice the limit never cuts a text that is allowed.
    private static func units(_ limit: Int) -> Int { limit > 100_000 ? limit : limit * 2 }
}
