import Kernel

extension Form {
    /// The pages that have something to ask, as far as the answers say.
    public func pages(for facts: FormFacts) -> [PageDefinition] { pages.filter { $0.asks(facts, among: Set($0.fields.map(\.key))) } }

    /// A page to be drawn; `nil` for one that the form doesn't have or that doesn't apply.
    public func page(_ key: String, _ context: PageContext) -> FormPage? {
        let shown = pages(for: context.facts)
        guard let place = shown.firstIndex(where: { $0.key == key }) else { return nil }
        return FieldBuilder(context, onPage: Set(shown[place].fields.map(\.key))).page(shown[place], number: place + 1, of: shown.count)
    }

    /// All pages at once, for whoever fills the whole form on one: what depends on any answer is there, with its condition for a script.
    public func allPages(_ context: PageContext) -> [FormPage] {
        let all = Set(fields.map(\.key)), shown = pages.filter { $0.asks(context.facts, among: all) }
        let builder = FieldBuilder(context, onPage: all)
        return shown.enumerated().map { builder.page($0.element, number: $0.offset + 1, of: shown.count) }
    }
}

extension PageDefinition {
    /// Whether anything of it applies, or may yet apply by an answer to one of the fields that stand on the page with it.
    fileprivate func asks(_ facts: FormFacts, among onPage: Set<String>) -> Bool {
        when.isOpen(facts, onPage.subtracting(fields.map(\.key))) && sections.contains { section in
            section.when.isOpen(facts, onPage) && section.fields.contains { $0.when.isOpen(facts, onPage) }
        }
    }
}

extension FormCondition? {
    /// Whether something is to be drawn: it applies, or another field of the same page may yet make it apply.
    func isOpen(_ facts: FormFacts, _ onPage: Set<String>, row: FieldPath = FieldPath()) -> Bool {
        guard let condition = self else { return true }
        return condition.holds(facts, row: row) || condition.isOfPage(onPage)
    }
}

extension FormCondition {
    func isOfPage(_ names: Set<String>) -> Bool {
        fields.contains { field in
            if field.hasPrefix(".") { return true }
            guard case .name(let name)? = FieldPath(field)?.steps.first else { return false }
            return names.contains(name)
        }
    }
}

/// Makes views of fields.
struct FieldBuilder {
    private let context: PageContext
    private let texts: FormTexts
    private let onPage: Set<String>
    private let problems: [String: FieldProblem]

    init(_ context: PageContext, onPage: Set<String>) {
        (self.context, texts, self.onPage) = (context, context.texts, onPage)
        problems = Dictionary(context.problems.map { ($0.field, $0) }) { first, _ in first }
    }

    func page(_ page: PageDefinition, number: Int, of count: Int) -> FormPage {
        let sections = page.sections.compactMap(section)
        return FormPage(key: page.key, title: page.title.text(english: texts.isEnglish), hint: texts.text(page.hint), number: number,
                        count: count, when: live(page.when, FieldPath()), sections: sections, errors: errors(in: sections))
    }

    private func section(_ section: SectionDefinition) -> FormPage.SectionView? {
        guard section.when.isOpen(context.facts, onPage) else { return nil }
        let fields = section.fields.compactMap { field in
            self.field(field, at: FieldPath().appending(field.key), value: context.facts.answers[field.key] ?? .null, row: FieldPath())
        }
        guard !fields.isEmpty else { return nil }
        return FormPage.SectionView(title: texts.text(section.title), hint: texts.text(section.hint), when: live(section.when, FieldPath()),
                                    fields: fields)
    }

    /// Every error on the page, in the order of its fields, for the summary that leads to them.
    private func errors(in sections: [FormPage.SectionView]) -> [FormPage.ErrorView] {
        func errors(_ fields: [FormPage.FieldView]) -> [FormPage.ErrorView] {
            fields.flatMap { field in
                (field.error.map { [line($0, field)] } ?? []) + errors(field.parts)
                    + field.rows.flatMap { errors($0.fields) }
            }
        }
        return errors(sections.flatMap(\.fields))
    }

    private func line(_ error: String, _ field: FormPage.FieldView) -> FormPage.ErrorView {
        let text = texts.text("answer.summary_line", ["field": field.label, "text": error])
        return FormPage.ErrorView(field: field.name, id: field.id, text: text)
    }

    private func field(_ field: FieldDefinition, at path: FieldPath, value: JSON, row: FieldPath) -> FormPage.FieldView? {
        guard field.when.isOpen(context.facts, onPage, row: row) else { return nil }
        let key = path.description, name = context.prefix + key, id = Self.id(name)
        let error = problems[key].map { texts.text(code($0, field), $0.arguments.merging(["field": label(field)]) { $1 }) }
        let hint = texts.text(field.hint)
        let isLocked = context.locked.contains { path.steps.first == .name($0) }
        let parts = field.kind == .group ? field.fields.compactMap { part in
            self.field(part, at: path.appending(part.key), value: value.object?[part.key] ?? .null, row: row)
        } : []
        let rows = field.kind == .rows ? self.rows(field, at: path, value) : []
        let hasSource = context.sources[key] != nil
        let attributes = FieldAttributes(field, id: id, hasHint: hint != nil, hasError: error != nil, hasSource: hasSource)
        return FormPage.FieldView(
            widget: field.widget, name: name, id: id, label: label(field), hint: hint, unit: texts.text(field.unit),
            statement: texts.text(field.statement), error: error, source: context.sources[key], values: Self.sent(value, field),
            options: options(field, value), isRequired: field.isRequired, isLocked: isLocked, when: live(field.when, row),
            attributes: attributes.all, parts: parts, rows: rows,
            canAddRow: field.kind == .rows && !isLocked && rows.count < min(field.limits.maxItems ?? .max, PostedForm.mostRows))
    }

    /// What is chosen isn't filled in.
    private func code(_ problem: FieldProblem, _ field: FieldDefinition) -> String {
        problem.code == "answer.required" && [.choice, .choices, .region].contains(field.widget) ? "answer.required_choice" : problem.code
    }

    private func label(_ field: FieldDefinition) -> String { texts.text(field.label) ?? field.key }

    private func rows(_ field: FieldDefinition, at path: FieldPath, _ value: JSON) -> [FormPage.RowView] {
        var answers = value.array ?? []
        let least = min(max(field.limits.minItems ?? 0, field.isRequired ? 1 : 0), Self.mostBlankRows)
        while answers.count < least { answers.append(.object([:])) }
        return answers.prefix(PostedForm.mostRows).enumerated().map { place, answer in
            let row = path.appending(place)
            return FormPage.RowView(name: context.prefix + row.description, number: place + 1, fields: field.fields.compactMap { part in
                self.field(part, at: row.appending(part.key), value: answer.object?[part.key] ?? .null, row: row)
            })
        }
    }

    /// How many empty rows a page begins with at most, whatever the schema asks for.
    private static let mostBlankRows = 10

    private func options(_ field: FieldDefinition, _ value: JSON) -> [FormPage.OptionView] {
        let chosen = value.array ?? [value]
        if field.kind == .boolean, field.widget == .choice {
            return [true, false].map { isOn in
                FormPage.OptionView(value: isOn ? "true" : "false", label: texts.text(isOn ? "answer.yes" : "answer.no"),
                                    isChosen: value == .bool(isOn))
            }
        }
        return field.choices.map { choice in
            FormPage.OptionView(value: choice.value.text, label: choice.name.text(english: texts.isEnglish),
                                isChosen: chosen.contains(choice.value))
        }
    }

    /// The condition for a script, where a field of the same page decides.
    private func live(_ condition: FormCondition?, _ row: FieldPath) -> String? {
        guard let condition, condition.isOfPage(onPage) else { return nil }
        return condition.json(row: row, prefix: context.prefix).encoded
    }

    private static func sent(_ value: JSON, _ field: FieldDefinition) -> [String] {
        switch value {
        case .array(let elements) where field.kind == .list: elements.map(\.text)
        case .bool(let isOn): isOn ? ["1"] : []
        case .array, .object, .null: []
        default: value.isBlank ? [] : [value.text]
        }
    }

    /// An id without blanks, as inputs of other pages have theirs: `field-form.shareholders[0].name`.
    static func id(_ name: String) -> String { "field-" + name.replacing(" ", with: "_") }
}

extension FormCondition {
    /// As a definition writes it, with fields of the same row by their whole path. What a script can't know holds for it.
    func json(row: FieldPath, prefix: String = "") -> JSON {
        let whole = { (field: String) in JSON.string(prefix + (field.hasPrefix(".") ? "\(row).\(field.dropFirst())" : field)) }
        return switch self {
        case .answer(let field, let values): .object(["field": whole(field), "in": .array(values.map { .string($0.text) })])
        case .filled(let field): .object(["filled": whole(field)])
        case .all(let conditions): .object(["all": .array(conditions.map { $0.json(row: row, prefix: prefix) })])
        case .any(let conditions): .object(["any": .array(conditions.map { $0.json(row: row, prefix: prefix) })])
        case .not(let condition): .object(["not": condition.json(row: row, prefix: prefix)])
        case .question, .expression: .object(["all": .array([])])
        }
    }
}
