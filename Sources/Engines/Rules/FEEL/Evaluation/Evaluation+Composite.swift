extension Evaluation {
    func composite(_ expression: Expression, in scope: Scope) -> Value {
        switch expression {
        case .literal(let value): value
        case .name: value(expression, in: scope)
        case .negation(let operand): negated(value(operand, in: scope))
        case .arithmetic(let sign, let left, let right): arithmetic(sign, value(left, in: scope), value(right, in: scope))
        case .comparison(let sign, let left, let right): compared(sign, value(left, in: scope), value(right, in: scope))
        case .and, .or, .between, .in, .instance: logical(expression, in: scope)
        case .conditional(let condition, let then, let other): value(isTrue(condition, in: scope) ? then : other, in: scope)
        case .iteration, .quantified: iterated(expression, in: scope)
        case .path(let value, let name): entry(name, of: self.value(value, in: scope))
        case .filter(let list, let condition): filtered(value(list, in: scope), by: condition, in: scope)
        case .invocation(let callee, let arguments): invoked(callee, arguments, in: scope)
        case .namedInvocation(let callee, let arguments): invoked(callee, named: arguments, in: scope)
        default: constructed(expression, in: scope)
        }
    }

    /// Lists, contexts, ranges and functions.
    private func constructed(_ expression: Expression, in scope: Scope) -> Value {
        switch expression {
        case .list(let elements): return limited(.list(elements.map { value($0, in: scope) }))
        case .context(let entries): return context(entries, in: scope)
        case .range(let low, let high, let shape):
            let ends = (low.map { value($0, in: scope) }, high.map { value($0, in: scope) })
            guard let range = ValueRange.checked(ends.0, ends.1, shape) else {
                return null(.operands, ["sign": "..", "left": ends.0?.kind ?? "", "right": ends.1?.kind ?? ""])
            }
            return .range(range)
        case .function(let parameters, let body): return .function(Function("", parameters, .closure(body, scope)))
        case .externalFunction(let parameters): return .function(Function("", parameters, .external))
        default: return .null
        }
    }

    /// Each entry may use those before it.
    private func context(_ entries: [(name: String, value: Expression)], in scope: Scope) -> Value {
        var context = Context(), inner = scope
        for entry in entries {
            let value = value(entry.value, in: inner).named(entry.name)
            context[entry.name] = value
            inner = Scope(entry.name, value, in: inner)
        }
        return .context(context)
    }

    func isTrue(_ condition: Expression, in scope: Scope) -> Bool {
        let value = value(condition, in: scope)
        if value.boolean == nil, !value.isNull { warn(.condition, ["kind": value.kind]) }
        return value.boolean == true
    }

    private func logical(_ expression: Expression, in scope: Scope) -> Value {
        switch expression {
        case .and(let left, let right): conjunction(value(left, in: scope), { self.value(right, in: scope) })
        case .or(let left, let right): disjunction(value(left, in: scope), { self.value(right, in: scope) })
        case .between(let value, let low, let high): between(value, low, high, in: scope)
        case .in(let value, let tests): Value(isMatch(self.value(value, in: scope), tests, in: scope))
        case .instance(let value, let type): .boolean(type.contains(self.value(value, in: scope), self))
        default: .null
        }
    }

    private func between(_ value: Expression, _ low: Expression, _ high: Expression, in scope: Scope) -> Value {
        let middle = self.value(value, in: scope)
        return conjunction(compared(.greaterOrEqual, middle, self.value(low, in: scope)), {
            self.compared(.lessOrEqual, middle, self.value(high, in: scope))
        })
    }

    /// Three-valued: false whatever else when one is false; unknown when one isn't a truth value.
    func conjunction(_ left: Value, _ right: () -> Value) -> Value {
        if left.boolean == false { return .boolean(false) }
        let right = right()
        if right.boolean == false { return .boolean(false) }
        return left.boolean == true && right.boolean == true ? .boolean(true) : unknown("and", left, right)
    }

    func disjunction(_ left: Value, _ right: () -> Value) -> Value {
        if left.boolean == true { return .boolean(true) }
        let right = right()
        if right.boolean == true { return .boolean(true) }
        return left.boolean == false && right.boolean == false ? .boolean(false) : unknown("or", left, right)
    }

    private func unknown(_ sign: String, _ left: Value, _ right: Value) -> Value {
        let isFault = [left, right].contains { $0.boolean == nil && !$0.isNull }
        return isFault ? null(.operands, ["sign": sign, "left": left.kind, "right": right.kind]) : .null
    }
}

extension Value {
    /// Unknown is nothing.
    init(_ truth: Bool?) { self = truth.map(Value.boolean) ?? .null }
}
