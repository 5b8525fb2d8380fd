import Kernel

/// What stands in the schema: keywords by the metaschema, formats, patterns, defaults.
struct SchemaLint {
    private let schema: JSON

    init(_ schema: JSON) { self.schema = schema }

    var findings: [FormFinding] {
        keywords + each(schema, at: "", depth: 64)
    }

    /// What draft 2020-12 itself says is wrong: a negative length, a type that doesn't exist.
    private var keywords: [FormFinding] {
        guard let metaschema = try? Schema(.object(["$ref": .string(Metaschemas.latest)])) else { return [] }
        return metaschema.errors(in: schema).filter { !["anyOf", "oneOf"].contains($0.keyword) }.map {
            FormFinding(.fault, $0.instancePath, "lint.keyword", ["keyword": FieldPath(pointer: $0.instancePath).description])
        }
    }

    private func each(_ schema: JSON, at place: String, depth: Int) -> [FormFinding] {
        guard depth > 0, let members = schema.object else { return [] }
        return own(members, schema, at: place)
            + Applicators.subschemas(of: members, .latest).sorted { $0.steps.joined() < $1.steps.joined() }
            .flatMap { steps, json in each(json, at: place + JSONPointer(steps: steps).description, depth: depth - 1) }
    }

    private func own(_ members: [String: JSON], _ schema: JSON, at place: String) -> [FormFinding] {
        var findings: [FormFinding] = []
        if let format = members["format"]?.string, Format(format) == nil {
            findings.append(FormFinding(.fault, place, "lint.format", ["format": format]))
        }
        if let pattern = members["pattern"]?.string, Pattern(pattern) == nil {
            findings.append(FormFinding(.fault, place, "lint.pattern", ["pattern": pattern]))
        }
        for source in (members["patternProperties"]?.object ?? [:]).keys.sorted() where Pattern(source) == nil {
            findings.append(FormFinding(.fault, place, "lint.pattern", ["pattern": source]))
        }
        if let names = members["enumNames"]?.array, names.count != members["enum"]?.array?.count {
            findings.append(FormFinding(.fault, place, "lint.choice_names"))
        }
        if members["type"] == "array", members["enum"]?.array?.allSatisfy({ $0.array == nil }) ?? false {
            findings.append(FormFinding(.fault, place, "lint.enum_of_list"))
        }
        if let value = members["default"], let wrong = faultOfDefault(value, members) {
            findings.append(FormFinding(.fault, place, "lint.default", ["value": value.text, "keyword": wrong]))
        }
        if let least = members["minLength"]?.number, let most = members["maxLength"]?.number, least > most {
            findings.append(FormFinding(.fault, place, "lint.limits", ["low": JSON.number(least).text, "high": JSON.number(most).text]))
        }
        if let least = members["minimum"]?.exactNumber, let most = members["maximum"]?.exactNumber, most < least {
            findings.append(FormFinding(.fault, place, "lint.limits", ["low": least.description, "high": most.description]))
        }
        return findings
    }

    /// The keyword that a default breaks. References are those of the whole schema, so they are left to whoever gives a value.
    private func faultOfDefault(_ value: JSON, _ members: [String: JSON]) -> String? {
        let plain = members.filter { $0.key != "$ref" && $0.key != "$id" }
        return try? Schema(.object(plain), documents: FormParts.documents).errors(in: value).first?.keyword
    }
}
