/// The form of an item whose own form has not been worked out yet: who applies, how to be reached, and for what.
/// So that every item of the city can be applied for from the first day.
public enum PlainForm {
    public static let definition = FormDefinition(
        properties: [
            "applicantName": field("申请人", "Applicant", prefill: "holder.name", maxLength: 100),
            "applicantCode": field("证件号码", "Identity or credit code", prefill: "holder.number", maxLength: 18),
            "contactName": field("联系人", "Contact", prefill: "account.name", maxLength: 50),
            "contactMobile": field("手机号码", "Mobile", prefill: "account.mobile", format: "mobile-cn"),
            "address": field("联系地址", "Address", hint: "写到门牌，例如：龙亭区宋都御街 12 号", prefill: "legal.address", maxLength: 200),
            "request": field("申请内容", "What you apply for", hint: "简要写明申请办理的内容", maxLength: 500, multiline: true),
        ],
        required: ["applicantName", "applicantCode", "contactName", "contactMobile", "request"]
    )

    public static let sections = [
        FormSection(key: "applicant", title: "申请人", titleEn: "Applicant", hint: nil, hintEn: nil,
                    fields: ["applicantName", "applicantCode", "contactName", "contactMobile", "address"]),
        FormSection(key: "request", title: "申请内容", titleEn: "Request", hint: nil, hintEn: nil, fields: ["request"]),
    ]

    private static func field(
        _ title: String, _ titleEn: String, hint: String? = nil, prefill: String? = nil, format: String? = nil,
        maxLength: Int? = nil, multiline: Bool? = nil
    ) -> FormField {
        FormField(
            type: .string, title: title, titleEn: titleEn, description: hint, descriptionEn: nil, options: nil, optionNames: nil,
            optionNamesEn: nil, format: format, minLength: nil, maxLength: maxLength, minimum: nil, maximum: nil, pattern: nil,
            patternHint: nil, multiline: multiline, unit: nil, prefill: prefill, when: nil)
    }
}

extension ServiceItem {
    /// The item's own form, or the plain one.
    public var effectiveForm: FormDefinition { form ?? PlainForm.definition }

    /// The pages of the form that have a field in this situation.
    public func effectiveSections(for answers: [String: String]) -> [FormSection] {
        let all = form == nil ? PlainForm.sections : sections ?? [allInOne]
        return all.compactMap { section in
            let fields = section.fields.filter { key in effectiveForm.properties[key].map { $0.when?.holds(answers) ?? true } ?? false }
            guard !fields.isEmpty else { return nil }
            return FormSection(key: section.key, title: section.title, titleEn: section.titleEn, hint: section.hint, hintEn: section.hintEn,
                               fields: fields)
        }
    }

    private var allInOne: FormSection {
        FormSection(key: "form", title: "申请信息", titleEn: "Application", hint: nil, hintEn: nil,
                    fields: effectiveForm.properties.keys.sorted())
    }
}
