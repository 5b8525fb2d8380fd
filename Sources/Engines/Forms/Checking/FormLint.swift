import Kernel

/// Says what is wrong with a form's definition before anybody has to fill it (表单体检).
public enum FormLint {
    /// Everything found, faults first. A definition that can't be read at all gives the one reason why.
    public static func findings(in definition: JSON) -> [FormFinding] {
        let schema = definition.object?["schema"] ?? .null
        var findings = SchemaLint(schema).findings
        do {
            findings += FormLint.findings(in: try Form(definition))
        } catch {
            // What doesn't compile may have been found already, with its place.
            if findings.allSatisfy({ $0.weight != .fault }) {
                findings.append(FormFinding(.fault, error.arguments["place"] ?? "", error.code, error.arguments))
            }
        }
        return findings.filter { $0.weight == .fault } + findings.filter { $0.weight == .remark }
    }

    /// What stands in the layout, or doesn't.
    static func findings(in form: Form) -> [FormFinding] {
        let reader = PropertyReader(root: form.source), root = reader.resolved(form.source)
        let known = Set((root["properties"]?.object ?? [:]).keys), shown = form.fields.map(\.key)
        var findings: [FormFinding] = []
        for key in shown where !known.contains(key) { findings.append(FormFinding(.fault, key, "lint.field_unknown")) }
        for key in known.subtracting(shown).sorted() {
            let isRequired = root["required"]?.array?.contains(.string(key)) ?? false
            let code = isRequired ? "lint.required_not_shown" : "lint.field_not_shown"
            findings.append(FormFinding(isRequired ? .fault : .remark, key, code))
        }
        for name in (root["required"]?.array ?? []).compactMap(\.string) where !known.contains(name) {
            findings.append(FormFinding(.fault, name, "lint.required_unknown"))
        }
        findings += twice(shown, "lint.field_twice") + twice(form.pages.map(\.key), "lint.page_twice")
        findings += pages(form)
        return findings + FieldLint(form).findings
    }

    private static func twice(_ keys: [String], _ code: String) -> [FormFinding] {
        var seen: Set<String> = []
        return keys.filter { !seen.insert($0).inserted }.map { FormFinding(.fault, $0, code) }
    }

    private static func pages(_ form: Form) -> [FormFinding] {
        let conditions = ConditionLint(form)
        return form.pages.flatMap { page -> [FormFinding] in
            let sections = page.sections.flatMap { conditions.findings($0.when, at: page.key) }
            let empty = page.fields.isEmpty ? [FormFinding(.fault, page.key, "lint.page_empty")] : []
            return empty + conditions.findings(page.when, at: page.key) + sections
        }
    }
}
