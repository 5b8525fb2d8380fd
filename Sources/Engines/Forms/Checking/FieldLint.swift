import Kernel

/// What stands with one field.
struct FieldLint {
    private let form: Form
    private let conditions: ConditionLint

    init(_ form: Form) { (self.form, conditions) = (form, ConditionLint(form)) }

    var findings: [FormFinding] { labels(form.fields, above: "") + form.fields.flatMap { findings($0, at: $0.key) } }

    /// Fields beside each other that are called alike can't be told apart.
    private func labels(_ fields: [FieldDefinition], above: String) -> [FormFinding] {
        let named = Dictionary(grouping: fields.filter { $0.label != nil }) { $0.label?.zh ?? "" }
        return named.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { label, fields in
            FormFinding(.remark, above + (fields.last?.key ?? ""), "lint.label_twice", ["label": label])
        } + fields.flatMap { labels($0.fields, above: "\(above)\($0.key).") }
    }

    private func findings(_ field: FieldDefinition, at place: String) -> [FormFinding] {
        var findings: [FormFinding] = []
        let add = { (weight: FormFinding.Weight, code: String, arguments: [String: String]) in
            findings.append(FormFinding(weight, place, code, arguments))
        }
        if !FieldPath.isName(field.key) { add(.fault, "lint.name", [:]) }
        if field.label == nil { add(.fault, "lint.label_missing", [:]) }
        if let label = field.label, label.en == nil { add(.remark, "lint.label_english", [:]) }
        if !Widget.fitting(field.kind).contains(field.widget) {
            add(.fault, "lint.widget", ["widget": field.widget.rawValue, "kind": field.kind.rawValue])
        }
        if field.widget == .choice || (field.widget == .choices && field.kind == .list), field.choices.isEmpty, field.kind != .boolean {
            add(field.widget == .choice ? .fault : .remark, "lint.choices_missing", [:])
        }
        if field.widget == .promise, field.statement == nil { add(.fault, "lint.statement_missing", [:]) }
        if isFreeText(field) { add(.remark, "lint.max_length", [:]) }
        if field.kind == .rows, field.limits.maxItems == nil { add(.remark, "lint.max_items", [:]) }
        if field.limits.pattern != nil, field.limits.patternHint == nil { add(.remark, "lint.pattern_hint", [:]) }
        return findings + conditions.findings(field.when, at: place) + field.fields.flatMap { self.findings($0, at: "\(place).\($0.key)") }
    }

    private func isFreeText(_ field: FieldDefinition) -> Bool {
        field.kind == .text && field.choices.isEmpty && field.limits.maxLength == nil && field.limits.format == nil
            && field.limits.pattern == nil && field.limits.constant == nil && field.widget != .file
    }
}

/// Whether conditions look at what there is.
struct ConditionLint {
    private let form: Form

    init(_ form: Form) { self.form = form }

    func findings(_ condition: FormCondition?, at place: String) -> [FormFinding] {
        guard let condition else { return [] }
        let unknown = condition.fields.filter { field(named: $0, at: place) == nil }
            .map { FormFinding(.fault, place, "lint.condition_field", ["field": $0]) }
        let unanswerable = condition.comparisons.filter { comparison in
            field(named: comparison.field, at: place).map { field in !comparison.values.contains { canBe($0, field) } } ?? false
        }
        let unreachable = unanswerable.map { FormFinding(.fault, place, "lint.condition_never", ["field": $0.field]) }
        let own = condition.fields.contains(place) ? [FormFinding(.fault, place, "lint.condition_itself")] : []
        return unknown + unreachable + own
    }

    /// A name that begins with a point is of the same row.
    private func field(named name: String, at place: String) -> FieldDefinition? {
        guard name.hasPrefix(".") else { return FieldPath(name).flatMap(form.field) }
        let above = place.split(separator: ".").dropLast().joined(separator: ".")
        return FieldPath(above + name).flatMap(form.field)
    }

    private func canBe(_ value: JSON, _ field: FieldDefinition) -> Bool {
        if !field.choices.isEmpty { return field.choices.contains { $0.value == value } }
        return switch field.kind {
        case .text, .list: value.string != nil
        case .number, .integer: value.exactNumber != nil
        case .boolean: value.bool != nil
        case .group, .rows: false
        }
    }
}
