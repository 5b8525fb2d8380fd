import Kernel
import XML

/// Reads the boxed expressions of one file, with the names that are in scope where they stand.
struct BoxedReader {
    let limits: Limits
    /// Finds a type by its name in the file; `nil` when nobody defines it.
    let types: @Sendable (String) -> FEELType?
    let properties: NameTable
    var problems: [FieldProblem] = []
    private var depth = 0

    init(types: @escaping @Sendable (String) -> FEELType?, properties: NameTable, limits: Limits) {
        (self.types, self.properties, self.limits) = (types, properties, limits)
    }

    static let names: Set<String> = [
        "literalExpression", "decisionTable", "context", "list", "relation", "invocation", "functionDefinition", "conditional", "filter",
        "for", "every", "some",
    ]

    /// The first expression among an element's children.
    mutating func expression(within element: XMLElement?, _ names: NameTable, near id: String) -> BoxedExpression? {
        guard let child = element?.children.first(where: { Self.names.contains($0.name) }) else { return nil }
        return expression(child, names, near: id)
    }

    /// The same where one must stand.
    mutating func needed(_ element: XMLElement?, _ names: NameTable, near id: String) -> BoxedExpression {
        if let expression = expression(within: element, names, near: id) { return expression }
        problems.append(FieldProblem(id, "rules.model.no_expression"))
        return BoxedExpression(element: id, type: .any, form: .unreadable)
    }

    mutating func expression(_ element: XMLElement, _ names: NameTable, near outer: String) -> BoxedExpression {
        let id = element["id"] ?? outer
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.nesting else {
            problems.append(FieldProblem(id, "rules.model.too_deep"))
            return BoxedExpression(element: id, type: .any, form: .unreadable)
        }
        // A table's type is that of one output in some models and of the whole in others: what holds is the decision's.
        let type = type(element, near: id)
        return BoxedExpression(element: id, type: element.name == "decisionTable" ? .any : type, form: form(element, names, id))
    }

    mutating func type(_ element: XMLElement?, near id: String) -> FEELType {
        guard let element, let name = element.typeName, !name.isEmpty else { return .any }
        if let type = types(name) { return type }
        problems.append(FieldProblem(id, "rules.model.type", ["name": name]))
        return .any
    }

    private mutating func form(_ element: XMLElement, _ names: NameTable, _ id: String) -> BoxedExpression.Form {
        switch element.name {
        case "literalExpression": return literal(element.text(of: "text") ?? "", names, id)
        case "decisionTable": return .table(table(element, names, id))
        case "context": return context(element, names, id)
        case "list":
            return .list(element.children.filter { Self.names.contains($0.name) }.map { expression($0, names, near: id) })
        case "relation": return relation(element, names, id)
        case "invocation": return invocation(element, names, id)
        case "functionDefinition": return function(element, names, id)
        case "conditional":
            return .conditional(
                needed(element.child("if"), names, near: id), then: needed(element.child("then"), names, near: id),
                else: needed(element.child("else"), names, near: id))
        default: return iteration(element, names, id)
        }
    }

    mutating func literal(_ text: String, _ names: NameTable, _ id: String, isFilter: Bool = false) -> BoxedExpression.Form {
        do {
            var parser = try Parser(text, Vocabulary(names: names, properties: properties, types: types), limits: limits)
            if isFilter { parser.filters = 1 }
            return .literal(try parser.wholeExpression())
        } catch {
            problems.append(FieldProblem(id, error.code, error.arguments))
            return .unreadable
        }
    }

    mutating func tests(_ text: String, _ names: NameTable, _ id: String) -> UnaryTests? {
        do {
            if text.trimmed.isEmpty { return .any }
            var parser = try Parser(text, Vocabulary(names: names, properties: properties, types: types), limits: limits)
            return try parser.wholeTests()
        } catch {
            problems.append(FieldProblem(id, error.code, error.arguments))
            return nil
        }
    }
}

extension NameTable {
    func with(_ more: some Sequence<String>) -> NameTable {
        var table = self
        for name in more { table.insert(name) }
        return table
    }
}
