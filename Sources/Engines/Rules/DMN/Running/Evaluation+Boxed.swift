/// Boxed expressions (DMN 1.5, 10.2.1 and 10.3.4 to 10.5).
extension Evaluation {
    func value(_ boxed: BoxedExpression, in scope: Scope) -> Value {
        guard enter() else { return .null }
        defer { leave() }
        let outer = element
        element = boxed.element
        defer { element = outer }
        return coerced(plainValue(boxed.form, in: scope), to: boxed.type, name: boxed.element)
    }

    /// Nothing, with a warning, when it can't be of that type.
    func coerced(_ value: Value, to type: FEELType, name: String) -> Value {
        guard type.isAny || charge(value) else { return .null }
        return type.coerced(value, self) ?? null(.type, ["name": name, "type": type.description, "kind": value.kind])
    }

    private func plainValue(_ form: BoxedExpression.Form, in scope: Scope) -> Value {
        switch form {
        case .literal(let expression): value(expression, in: scope)
        case .table(let table): value(of: table, in: scope)
        case .context(let entries, let result): context(entries, result, in: scope)
        case .list(let elements): .list(elements.map { value($0, in: scope) })
        case .relation(let columns, let rows):
            .list(rows.map { row in .context(Context(zip(columns, row).map { ($0, value($1, in: scope)) })) })
        case .invocation(let callee, let bindings): invocation(callee, bindings, in: scope)
        case .function(let parameters, let body): .function(Function("", parameters, .boxed(body, scope)))
        case .externalFunction(let parameters): .function(Function("", parameters, .external))
        case .conditional(let condition, let then, let other): value(value(condition, in: scope).boolean == true ? then : other, in: scope)
        case .iteration, .quantified, .filter: iterated(form, in: scope)
        case .unreadable: null(.unreadable)
        }
    }

    private func context(_ entries: [BoxedExpression.Entry], _ result: BoxedExpression?, in scope: Scope) -> Value {
        var context = Context(), inner = scope
        for entry in entries {
            let value = coerced(value(entry.value, in: inner), to: entry.type, name: entry.name).named(entry.name)
            context[entry.name] = value
            inner = Scope(entry.name, value, in: inner)
        }
        return result.map { value($0, in: inner) } ?? .context(context)
    }

    private func invocation(_ callee: BoxedExpression, _ bindings: [(name: String, value: BoxedExpression)], in scope: Scope) -> Value {
        guard let function = value(callee, in: scope).function else { return null(.noFunction, ["kind": ""]) }
        return call(function, named: bindings.map { ($0.name, value($0.value, in: scope)) })
    }

    private func iterated(_ form: BoxedExpression.Form, in scope: Scope) -> Value {
        switch form {
        case .iteration(let name, let domain, let body):
            return iterated([iterator(name, domain, in: scope)], in: scope, keepsPartial: true) { value(body, in: $0) }
        case .quantified(let quantifier, let name, let domain, let condition):
            return quantified(quantifier, [iterator(name, domain, in: scope)], in: scope) { value(condition, in: $0) }
        case .filter(let list, let condition):
            guard let elements = value(list, in: scope).elements else { return .null }
            return kept(elements, condition, in: scope)
        default: return .null
        }
    }

    private func iterator(_ name: String, _ domain: BoxedExpression, in scope: Scope) -> Expression.Iterator {
        Expression.Iterator(name: name, domain: .literal(value(domain, in: scope)), end: nil)
    }

    private func kept(_ elements: [Value], _ condition: BoxedExpression, in scope: Scope) -> Value {
        var kept: [Value] = []
        for element in elements {
            let answer = value(condition, in: filterScope(element, in: scope))
            guard answer.boolean != nil || answer.isNull else { return null(.condition, ["kind": answer.kind]) }
            if answer.boolean == true { kept.append(element) }
            if isExhausted { return .null }
        }
        return .list(kept)
    }
}
