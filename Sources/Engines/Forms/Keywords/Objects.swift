import Kernel

/// `minProperties`, `maxProperties` (Validation §6.5.1-6.5.2).
struct MemberCount: Keyword {
    let least: Int, most: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        let least = try site.count("minProperties"), most = try site.count("maxProperties")
        return least == nil && most == nil ? [] : [MemberCount(least: least ?? 0, most: most ?? .max)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance else { return true }
        if members.count < least { return run.fail("minProperties", "answer.min_properties", ["limit": "\(least)"]) }
        return members.count <= most || run.fail("maxProperties", "answer.max_properties", ["limit": "\(most)"])
    }
}

/// `required` (Validation §6.5.3): one error for each member that is missing.
struct Required: Keyword {
    let names: [String]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] { try site.names("required").map { [Required(names: $0)] } ?? [] }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance else { return true }
        var isValid = true
        for name in names where members[name] == nil {
            isValid = run.fail("required", "answer.required", ["name": name], member: name)
            if !run.wantsErrors { return false }
        }
        return isValid
    }
}

/// `dependentRequired` (Validation §6.5.4), and the lists of names in `dependencies` of old.
struct DependentRequired: Keyword {
    let keyword: String
    let name: String
    let others: [String]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        var found: [DependentRequired] = []
        for keyword in ["dependentRequired", "dependencies"] {
            for (name, value) in try site.map(keyword) ?? [] {
                guard let list = value.array else {
                    if keyword == "dependencies" { continue }
                    throw site.fault(keyword)
                }
                let others = list.compactMap(\.string)
                guard others.count == list.count else { throw site.fault(keyword) }
                found.append(DependentRequired(keyword: keyword, name: name, others: others))
            }
        }
        return found
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance, members[name] != nil else { return true }
        var isValid = true
        for other in others where members[other] == nil {
            isValid = run.fail(keyword, "answer.required", ["name": other], member: other)
            if !run.wantsErrors { return false }
        }
        return isValid
    }
}

/// `properties`, `patternProperties`, `additionalProperties` (Core §10.3.2.1-10.3.2.3).
struct Properties: Keyword {
    private let named: [(name: String, node: Int)]
    private let places: [String: Int]
    private let patterns: [(pattern: Pattern, node: Int)]
    private let others: Int?

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        let named = try site.namedSchemas("properties") ?? []
        var patterns: [(pattern: Pattern, node: Int)] = []
        for (source, node) in try site.namedSchemas("patternProperties") ?? [] {
            patterns.append((pattern: try site.pattern(source, in: "patternProperties"), node: node))
        }
        let others = try site.schema("additionalProperties")
        if named.isEmpty, patterns.isEmpty, others == nil { return [] }
        let places = Dictionary(named.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
        return [Properties(named: named, places: places, patterns: patterns, others: others)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance else { return true }
        let isValid = knowsAll(members.count) ? checkNamed(members, &evaluated, &run) : checkEach(members, &evaluated, &run)
        if others != nil { evaluated.addAll() }
        return isValid
    }

    /// When only named members matter, and they are few, the schema's names are looked up; otherwise every member is looked at.
    private func knowsAll(_ count: Int) -> Bool { patterns.isEmpty && others == nil && named.count <= 2 * count }

    private func checkNamed(_ members: [String: JSON], _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        var isValid = true
        for (name, node) in named {
            guard let value = members[name] else { continue }
            evaluated.add(name)
            isValid = run.part(node, value, at: .name(name), "properties", .name(name)) && isValid
            if !isValid, !run.wantsErrors { return false }
        }
        return isValid
    }

    private func checkEach(_ members: [String: JSON], _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        var isValid = true
        for (name, value) in run.wantsErrors ? members.sorted(by: { $0.key < $1.key }) : Array(members) {
            isValid = check(name, value, &evaluated, &run) && isValid
            if !isValid, !run.wantsErrors { return false }
        }
        return isValid
    }

    private func check(_ name: String, _ value: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        var isKnown = false, isValid = true
        if let place = places[name] {
            isKnown = true
            isValid = run.part(named[place].node, value, at: .name(name), "properties", .name(name))
        }
        for (pattern, node) in patterns {
            guard let matches = run.matches(name, pattern) else { return false }
            guard matches else { continue }
            isKnown = true
            isValid = run.part(node, value, at: .name(name), "patternProperties", .name(pattern.source)) && isValid
        }
        if isKnown { evaluated.add(name) } else if let others { return run.part(others, value, at: .name(name), "additionalProperties") }
        return isValid
    }
}

/// `propertyNames` (Core §10.3.2.4).
struct PropertyNames: Keyword {
    let node: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        try site.schema("propertyNames").map { [PropertyNames(node: $0)] } ?? []
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance else { return true }
        for name in members.keys {
            let isRight = run.silently { run in
                var unasked = Evaluated.untracked
                return run.same(node, .string(name), &unasked, "propertyNames")
            }
            guard isRight else { return run.fail("propertyNames", "answer.property_names", ["name": name]) }
        }
        return true
    }
}

/// `unevaluatedProperties` (Core §11.3).
struct UnevaluatedProperties: Keyword {
    let node: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        try site.schema("unevaluatedProperties").map { [UnevaluatedProperties(node: $0)] } ?? []
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance else { return true }
        var isValid = true
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !evaluated.has(name) {
            isValid = run.part(node, value, at: .name(name), "unevaluatedProperties") && isValid
            if !isValid, !run.wantsErrors { return false }
        }
        evaluated.addAll()
        return isValid
    }
}
