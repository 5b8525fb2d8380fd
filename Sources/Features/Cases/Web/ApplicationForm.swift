import Catalogue
import Kernel
import Web

/// An item's form and its situation's questions as fields of a page: the same for the applicant and for the clerk who types for
/// him. Names are those that ``Application/checked(against:today:)`` uses when something is wrong: `form.area`, `situation.kind`.
public struct ApplicationForm: Sendable {
    public struct Section: Sendable {
        public let title: String
        /// `nil` where there is none.
        public let hint: String?
        public let fields: [FieldView]

        public init(title: String, hint: String?, fields: [FieldView]) { (self.title, self.hint, self.fields) = (title, hint, fields) }
    }

    private let item: ServiceItem
    private let decisions: ItemDecisions
    private let isEnglish: Bool
    /// What the platform knows, by the names of its sources; and how a page says where that came from.
    private let known: [String: String]
    private let knownNote: String
    /// The regions offered where a field asks for one.
    private let regions: [FieldView.Option]

    public init(
        _ published: PublishedItem, language: Language, known: [String: String] = [:], knownNote: String = "",
        regions: [FieldView.Option] = []
    ) {
        (item, decisions, isEnglish) = (published.item, published.decisions, language == .en)
        (self.known, self.knownNote, self.regions) = (known, knownNote, regions)
    }

    /// The questions; one that depends on another is shown when that is answered so.
    public func questions(_ answers: [String: String]) -> [FieldView] {
        (item.situations?.questions ?? []).map { question in
            let options = question.options.map { FieldView.Option($0.value, $0.text(english: isEnglish)) }
            let field = FieldView.radio(
                "situation.\(question.key)", question.text(english: isEnglish), options: options, value: answers[question.key] ?? "")
            guard let condition = decisions.condition(of: question) else { return field }
            return field.with { $0.when = "situation.\(condition.question)=\(condition.answers.joined(separator: "|"))" }
        }
    }

    /// The form's sections that have a field in this situation.
    public func sections(_ answers: [String: String], _ values: [String: JSON]) -> [Section] {
        item.effectiveSections(for: answers).map { section in
            Section(title: section.title(english: isEnglish), hint: section.hint(english: isEnglish),
                    fields: section.fields.compactMap { key in item.effectiveForm.properties[key].map { field(key, $0, values[key]) } })
        }
    }

    private func field(_ key: String, _ field: FormField, _ value: JSON?) -> FieldView {
        FieldView(kind(of: field), "form.\(key)", field.title(english: isEnglish)).with { view in
            view.hint = field.hint(english: isEnglish) ?? ""
            view.values = value.map(written) ?? []
            view.isRequired = item.effectiveForm.isRequired(key) || field.type == .boolean
            let choices = field.choices(english: isEnglish).map { FieldView.Option($0.value, $0.name) }
            view.options = field.format == "region-code" ? regions : choices
            view.unit = field.unit ?? ""
            view.limit = field.maxLength ?? 0
            view.inputMode = field.inputMode
            if let source = field.prefill, let filled = known[source], filled == view.value { view.source = knownNote }
        }
    }

    /// As a browser sends it: a tick is `1`, no tick is nothing.
    private func written(_ value: JSON) -> [String] {
        if let elements = value.array { return elements.map(\.text) }
        if let isTicked = value.bool { return isTicked ? ["1"] : [] }
        return value.isBlank ? [] : [value.text]
    }

    /// The value as the field sends it: a box that is ticked sends 1.
    private func typed(_ value: JSON) -> [String] {
        switch value {
        case .bool(let isOn): isOn ? ["1"] : []
        case .array(let elements): elements.map(\.text)
        default: value.isBlank ? [] : [value.text]
        }
    }

    private func kind(of field: FormField) -> FieldView.Kind {
        if field.format == "region-code" { return .choice }
        if field.type == .array { return .checkboxes }
        if field.type == .boolean { return .checkbox }
        if let options = field.options { return options.count > 5 ? .choice : .radio }
        switch field.format {
        case "date": return .date
        case "mobile-cn": return .tel
        case "email": return .email
        default: return field.multiline ?? false ? .textarea : field.type == .string ? .text : .number
        }
    }
}

extension FormField {
    fileprivate var inputMode: String {
        switch (type, format) {
        case (.integer, _): "numeric"
        case (.number, _), (_, "money"): "decimal"
        case (_, "mobile-cn"): "tel"
        default: ""
        }
    }
}

extension FormInput {
    /// The answers that a page with ``ApplicationForm/questions(_:)`` sent.
    public func situation(of item: PublishedItem) -> [String: String] {
        let answers = (item.item.situations?.questions ?? []).map { ($0.key, self["situation.\($0.key)"]) }
        return item.decisions.cleaned(Dictionary(answers.filter { !$0.1.isEmpty }) { first, _ in first })
    }

    /// The values that a page with ``ApplicationForm/sections(_:_:)`` sent. A box not ticked is a no.
    public func values(of item: ServiceItem) -> [String: JSON] {
        item.effectiveForm.properties.reduce(into: [:]) { values, property in
            let sent = all("form.\(property.key)").map(\.trimmed).filter { !$0.isEmpty }
            switch property.value.type {
            case .array: values[property.key] = .array(sent.map(JSON.string))
            case .boolean: values[property.key] = .bool(!sent.isEmpty)
            default: values[property.key] = .string(sent.first ?? "")
            }
        }
    }
}
