import Kernel

/// One validation on its way: where it stands, what it has found, and what it may still cost.
struct Run {
    let schema: Schema
    let today: LocalDate?
    private(set) var errors: [SchemaError] = []
    private(set) var wantsErrors: Bool
    private var depth = 0
    private var steps = 0
    /// Set once a limit was passed; from then on nothing holds, not even what is negated.
    private(set) var isExhausted = false
    /// The schema resources entered, the outermost first; kept only when something asks for it.
    private var scope: [Int] = []
    private var instancePath: [Step] = []
    private var schemaPath: [Step] = []

    /// A step down, in the instance or in the schema.
    enum Step {
        case name(String), place(Int)
    }

    init(_ schema: Schema, wantsErrors: Bool, today: LocalDate?) { (self.schema, self.wantsErrors, self.today) = (schema, wantsErrors, today) }

    mutating func whole(_ instance: JSON) -> Bool {
        var evaluated = Evaluated.untracked
        let isValid = evaluate(schema.root, instance, &evaluated)
        guard isExhausted else { return isValid }
        errors = [error("", "answer.too_costly", [:], field: "")]
        return false
    }

    /// The same instance by another schema. `keyword` and `step` are how that schema hangs below this one.
    mutating func same(_ node: Int, _ instance: JSON, _ evaluated: inout Evaluated, _ keyword: String, _ step: Step? = nil) -> Bool {
        guard wantsErrors else { return evaluate(node, instance, &evaluated) }
        let mark = schemaPath.count
        schemaPath.append(.name(keyword))
        if let step { schemaPath.append(step) }
        defer { schemaPath.removeSubrange(mark...) }
        return evaluate(node, instance, &evaluated)
    }

    /// A part of the instance by another schema.
    mutating func part(_ node: Int, _ value: JSON, at place: Step, _ keyword: String, _ step: Step? = nil) -> Bool {
        var evaluated = Evaluated.untracked
        guard wantsErrors else { return evaluate(node, value, &evaluated) }
        instancePath.append(place)
        defer { instancePath.removeLast() }
        return same(node, value, &evaluated, keyword, step)
    }

    /// Asks without keeping what is found to be wrong.
    mutating func silently(_ ask: (inout Run) -> Bool) -> Bool {
        let wanted = wantsErrors
        wantsErrors = false
        defer { wantsErrors = wanted }
        return ask(&self)
    }

    /// Notes what is wrong, and is `false`, so that a keyword can close with it. `member` is what an object lacks.
    mutating func fail(
        _ keyword: String, _ code: String, _ arguments: @autoclosure () -> [String: String] = [:], member: String? = nil
    ) -> Bool {
        guard wantsErrors, errors.count < schema.limits.errors else { return false }
        errors.append(error(keyword, code, arguments(), field: written(instancePath) + (member.map { "/" + escaped($0) } ?? "")))
        return false
    }

    /// The errors noted so far, to come back to: `rewind(to:)` forgets what was noted since.
    var mark: Int { errors.count }
    mutating func rewind(to mark: Int) { errors.removeSubrange(min(mark, errors.count)...) }

    /// The node that a `$dynamicRef` ends at: the outermost resource in scope that has the anchor (Core §8.2.3.2).
    func dynamicTarget(_ name: String) -> Int? {
        for resource in scope {
            if let node = schema.dynamicAnchors[DynamicAnchor(resource: resource, name: name)] { return node }
        }
        return nil
    }

    /// Whether the text matches; `nil` when the search was given up, which ends the run.
    mutating func matches(_ text: String, _ pattern: Pattern) -> Bool? {
        let matches = pattern.matches(text)
        if matches == nil { isExhausted = true }
        return matches
    }

    // MARK: - Evaluation

    private mutating func evaluate(_ index: Int, _ instance: JSON, _ evaluated: inout Evaluated) -> Bool {
        (depth, steps) = (depth + 1, steps + 1)
        defer { depth -= 1 }
        guard !isExhausted, depth <= schema.limits.depth, steps <= schema.limits.steps else {
            isExhausted = true
            return false
        }
        let node = schema.nodes[index]
        let entersResource = !schema.dynamicAnchors.isEmpty && scope.last != node.resource
        if entersResource { scope.append(node.resource) }
        defer { if entersResource { scope.removeLast() } }
        if node.unevaluated.isEmpty { return check(node.keywords, instance, &evaluated) }
        var own = Evaluated(isTracked: true)
        // What failed already is said already; members of a part that failed would be called unknown without need.
        let isValid = check(node.keywords, instance, &own) && check(node.unevaluated, instance, &own)
        if isValid { evaluated.merge(own) }
        return isValid
    }

    private mutating func check(_ keywords: [any Keyword], _ instance: JSON, _ evaluated: inout Evaluated) -> Bool {
        var isValid = true
        for keyword in keywords where !keyword.holds(for: instance, &evaluated, &self) {
            guard wantsErrors, !isExhausted else { return false }
            isValid = false
        }
        return isValid
    }

    private func error(_ keyword: String, _ code: String, _ arguments: [String: String], field: String) -> SchemaError {
        let path = written(schemaPath) + (keyword.isEmpty ? "" : "/\(keyword)")
        let asserting = keyword.isEmpty ? schemaPath.last { if case .name = $0 { true } else { false } }.map(plain) ?? "" : keyword
        return SchemaError(instancePath: written(instancePath), keyword: asserting, schemaPath: path, code: code,
                           arguments: arguments, fieldPath: field)
    }

    private func written(_ path: [Step]) -> String { path.map { "/" + escaped(plain($0)) }.joined() }

    private func plain(_ step: Step) -> String {
        switch step {
        case .name(let name): name
        case .place(let place): String(place)
        }
    }

    private func escaped(_ name: String) -> String { JSONPointer.escape(name) }
}
