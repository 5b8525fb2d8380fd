import Kernel

/// What a property's schema says to whoever draws it. References within the schema and to the parts are followed; what only holds
/// under conditions (`if`, `oneOf`) is the validator's to say.
struct PropertyReader {
    let root: JSON

    /// A schema with what it refers to and what `allOf` adds, in one object.
    func resolved(_ schema: JSON) -> [String: JSON] {
        var steps = 200
        return resolved(schema, &steps)
    }

    /// `steps` is how many schemas may yet be looked at: references may lead in circles.
    private func resolved(_ schema: JSON, _ steps: inout Int) -> [String: JSON] {
        steps -= 1
        guard steps > 0, var members = schema.object else { return [:] }
        if let reference = members["$ref"]?.string, let target = target(of: reference) {
            let isPart = reference.hasPrefix("urn:")
            let inherited = (isPart ? PropertyReader(root: target) : self).resolved(target, &steps)
            members = inherited.merging(members) { _, own in own }
        }
        for part in members["allOf"]?.array ?? [] {
            for (key, value) in resolved(part, &steps) {
                switch (key, members[key], value) {
                case ("properties", .object(let own)?, .object(let more)): members[key] = .object(more.merging(own) { _, own in own })
                case ("required", .array(let own)?, .array(let more)): members[key] = .array(own + more.filter { !own.contains($0) })
                case (_, nil, _): members[key] = value
                default: break
                }
            }
        }
        return members
    }

    /// A list of lists is a list like others: no widget asks for rows within rows without a name.
    func kind(of property: [String: JSON]) -> FieldDefinition.Kind {
        let names = property["type"]?.string.map { [$0] } ?? property["type"]?.array?.compactMap(\.string) ?? []
        switch names.first(where: { $0 != "null" }) {
        case "number": return .number
        case "integer": return .integer
        case "boolean": return .boolean
        case "object": return .group
        case "array":
            let items = resolved(property["items"] ?? .null)
            return items["type"] == "object" || (items["type"] == nil && items["properties"] != nil) ? .rows : .list
        case nil where property["const"]?.bool != nil: return .boolean
        case nil where property["properties"] != nil: return .group
        default: return .text
        }
    }

    /// Choices from `enum` with `enumNames`, or from `oneOf` of `const` and `title`.
    func choices(of property: [String: JSON]) -> [FieldDefinition.Choice] {
        if let values = property["enum"]?.array {
            let names = property["enumNames"]?.array ?? values, english = property["enumNamesEn"]?.array ?? []
            return values.enumerated().map { place, value in
                let name = names.indices.contains(place) ? names[place].text : value.text
                return FieldDefinition.Choice(value: value, name: Words(name, english.indices.contains(place) ? english[place].text : nil))
            }
        }
        let options = (property["oneOf"]?.array ?? []).map { resolved($0) }
        guard options.allSatisfy({ $0["const"] != nil }) else { return [] }
        return options.compactMap { option in
            option["const"].map { FieldDefinition.Choice(value: $0, name: Words(option, "title") ?? Words($0.text)) }
        }
    }

    func limits(of property: [String: JSON]) -> FieldDefinition.Limits {
        let count = { (key: String) in property[key]?.number.flatMap { Int(exactly: $0) } }
        let number = { (key: String) in property[key].flatMap { $0.exactNumber == nil ? nil : $0 } }
        var limits = FieldDefinition.Limits()
        (limits.format, limits.pattern) = (property["format"]?.string, property["pattern"]?.string)
        limits.patternHint = property["x-pattern-hint"]?.string
        (limits.minLength, limits.maxLength) = (count("minLength"), count("maxLength"))
        (limits.minItems, limits.maxItems) = (count("minItems"), count("maxItems"))
        (limits.minimum, limits.maximum, limits.multipleOf) = (number("minimum"), number("maximum"), number("multipleOf"))
        (limits.initial, limits.constant) = (property["default"], property["const"])
        return limits
    }

    private func target(of reference: String) -> JSON? {
        if let part = FormParts.part(reference) { return part }
        guard reference.hasPrefix("#"), let fragment = reference.dropFirst().percentDecoded else { return nil }
        return JSONPointer(fragment)?.value(in: root)
    }
}
