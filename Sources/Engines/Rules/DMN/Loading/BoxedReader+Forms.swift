import Kernel
import XML

extension BoxedReader {
    /// Each entry may use those before it.
    mutating func context(_ element: XMLElement, _ outer: NameTable, _ id: String) -> BoxedExpression.Form {
        var names = outer, entries: [BoxedExpression.Entry] = [], result: BoxedExpression?
        for entry in element.children("contextEntry") {
            let entryID = entry["id"] ?? id
            guard let variable = entry.variable, let name = variable["name"] else {
                result = needed(entry, names, near: entryID)
                continue
            }
            // A function may call itself by its entry's name.
            let isFunction = entry.child("functionDefinition") != nil
            let value = needed(entry, isFunction ? names.with([name]) : names, near: entryID)
            entries.append(BoxedExpression.Entry(name: name, type: type(variable, near: entryID), value: value))
            names.insert(name)
        }
        if Set(entries.map(\.name)).count != entries.count { problems.append(FieldProblem(id, "rules.model.doubled_name")) }
        return .context(entries, result: result)
    }

    mutating func relation(_ element: XMLElement, _ names: NameTable, _ id: String) -> BoxedExpression.Form {
        let columns = element.children("column").map { $0["name"] ?? "" }
        let rows = element.children("row").map { row in
            row.children.filter { Self.names.contains($0.name) }.map { expression($0, names, near: id) }
        }
        if rows.contains(where: { $0.count != columns.count }) { problems.append(FieldProblem(id, "rules.model.row_length")) }
        return .relation(columns: columns, rows: rows)
    }

    mutating func invocation(_ element: XMLElement, _ names: NameTable, _ id: String) -> BoxedExpression.Form {
        let callee = needed(element, names, near: id)
        let bindings = element.children("binding").map { binding in
            (name: binding.child("parameter")?["name"] ?? "", value: needed(binding, names, near: id))
        }
        return .invocation(callee, bindings)
    }

    mutating func function(_ element: XMLElement, _ names: NameTable, _ id: String) -> BoxedExpression.Form {
        let parameters = parameters(of: element, near: id)
        guard element["kind"] ?? "FEEL" == "FEEL" else { return .externalFunction(parameters) }
        return .function(parameters, needed(element, names.with(parameters.map(\.name)), near: id))
    }

    mutating func parameters(of element: XMLElement, near id: String) -> [Function.Parameter] {
        element.children("formalParameter").map { Function.Parameter(name: $0["name"] ?? "", type: type($0, near: id)) }
    }

    mutating func iteration(_ element: XMLElement, _ names: NameTable, _ id: String) -> BoxedExpression.Form {
        let variable = element["iteratorVariable"] ?? "item"
        let domain = needed(element.child("in"), names, near: id), inner = names.with([variable])
        switch element.name {
        case "for": return .iteration(variable, in: domain, needed(element.child("return"), inner.with(["partial"]), near: id))
        case "some", "every":
            let condition = needed(element.child("satisfies"), inner, near: id)
            return .quantified(element.name == "some" ? .some : .every, variable, in: domain, condition)
        default: return .filter(domain, match(element.child("match"), names.with(["item"]), id))
        }
    }

    /// Within the condition of a filter the entries of the elements are names.
    private mutating func match(_ element: XMLElement?, _ names: NameTable, _ id: String) -> BoxedExpression {
        guard let literal = element?.child("literalExpression") else { return needed(element, names, near: id) }
        let form = self.literal(literal.text(of: "text") ?? "", names, literal["id"] ?? id, isFilter: true)
        return BoxedExpression(element: literal["id"] ?? id, type: .any, form: form)
    }
}
