import Kernel

/// `$ref` (Core §8.2.3.1).
struct Reference: Keyword {
    let node: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard let reference = try site.text("$ref") else { return [] }
        return [Reference(node: try site.reference(reference))]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        run.same(node, instance, &evaluated, "$ref")
    }
}

/// `$dynamicRef` (Core §8.2.3.2).
struct DynamicReference: Keyword {
    let node: Int
    /// The anchor that is looked for in dynamic scope; `nil` when it is a plain reference after all.
    let name: String?

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard site.dialect.draft >= .v2020, let reference = try site.text("$dynamicRef") else { return [] }
        let name = try site.compiler.dynamicName(of: reference, in: site.resource, at: site.place)
        return [DynamicReference(node: try site.reference(reference), name: name)]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        run.same(name.flatMap { run.dynamicTarget($0) } ?? node, instance, &evaluated, "$dynamicRef")
    }
}

/// `allOf` (Core §10.2.1.1).
struct AllOf: Keyword {
    let nodes: [Int]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] { try site.schemas("allOf").map { [AllOf(nodes: $0)] } ?? [] }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        var isValid = true
        for (place, node) in nodes.enumerated() {
            isValid = run.same(node, instance, &evaluated, "allOf", .place(place)) && isValid
            if !isValid, !run.wantsErrors { return false }
        }
        return isValid
    }
}

/// `anyOf` (Core §10.2.1.2).
struct AnyOf: Keyword {
    let nodes: [Int]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] { try site.schemas("anyOf").map { [AnyOf(nodes: $0)] } ?? [] }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        let mark = run.mark
        var isValid = false
        for (place, node) in nodes.enumerated() {
            guard run.branch(node, instance, &evaluated, "anyOf", place) else { continue }
            isValid = true
            // What else holds matters only to whoever asks what was looked at.
            if !evaluated.isTracked { break }
        }
        if isValid { run.rewind(to: mark) }
        return isValid || run.fail("anyOf", "answer.any_of")
    }
}

/// `oneOf` (Core §10.2.1.3).
struct OneOf: Keyword {
    let nodes: [Int]

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] { try site.schemas("oneOf").map { [OneOf(nodes: $0)] } ?? [] }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        let mark = run.mark
        var count = 0
        for (place, node) in nodes.enumerated() where run.branch(node, instance, &evaluated, "oneOf", place) {
            count += 1
            if count > 1 { break }
        }
        if count == 0 { return run.fail("oneOf", "answer.any_of") }
        run.rewind(to: mark)
        return count == 1 || run.fail("oneOf", "answer.one_of_many")
    }
}

/// `not` (Core §10.2.1.4).
struct Not: Keyword {
    let node: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] { try site.schema("not").map { [Not(node: $0)] } ?? [] }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        let holds = run.silently { run in
            // Within, the annotations of a `not` are asked for as anywhere; they only don't get out.
            var own = Evaluated(isTracked: false)
            return run.same(node, instance, &own, "not")
        }
        return !holds || run.fail("not", "answer.not")
    }
}

/// `if`, `then`, `else` (Core §10.2.2).
struct Conditional: Keyword {
    let condition: Int
    let then: Int?, otherwise: Int?

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        guard site.dialect.draft >= .v7, let condition = try site.schema("if") else { return [] }
        return [Conditional(condition: condition, then: try site.schema("then"), otherwise: try site.schema("else"))]
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        var own = Evaluated(isTracked: evaluated.isTracked)
        if run.silently({ $0.same(condition, instance, &own, "if") }) {
            evaluated.merge(own)
            return then.map { run.same($0, instance, &evaluated, "then") } ?? true
        }
        return otherwise.map { run.same($0, instance, &evaluated, "else") } ?? true
    }
}

/// `dependentSchemas` (Core §10.2.2.4), and the schemas in `dependencies` of old.
struct DependentSchemas: Keyword {
    let keyword: String
    let name: String
    let node: Int

    static func read(_ site: Site) throws(SchemaFault) -> [any Keyword] {
        var found: [DependentSchemas] = []
        if site.dialect.draft >= .v2019 {
            found = (try site.namedSchemas("dependentSchemas") ?? []).map {
                DependentSchemas(keyword: "dependentSchemas", name: $0.name, node: $0.node)
            }
        }
        for (name, value) in try site.map("dependencies") ?? [] where value.array == nil {
            guard value.object != nil || value.bool != nil else { throw site.fault("dependencies") }
            let node = site.compiler.node(at: site.place.appending("dependencies", name))
            found.append(DependentSchemas(keyword: "dependencies", name: name, node: node))
        }
        return found
    }

    func holds(for instance: JSON, _ evaluated: inout Evaluated, _ run: inout Run) -> Bool {
        guard case .object(let members) = instance, members[name] != nil else { return true }
        return run.same(node, instance, &evaluated, keyword, .name(name))
    }
}

extension Run {
    /// One of several schemas of which not all must hold: what it looked at counts only when it does.
    mutating func branch(_ node: Int, _ instance: JSON, _ evaluated: inout Evaluated, _ keyword: String, _ place: Int) -> Bool {
        var own = Evaluated(isTracked: evaluated.isTracked)
        let isValid = same(node, instance, &own, keyword, .place(place))
        if isValid { evaluated.merge(own) }
        return isValid
    }
}
