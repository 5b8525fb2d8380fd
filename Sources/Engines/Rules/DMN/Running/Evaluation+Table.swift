/// Decision tables (DMN 1.5, 8.2 and 10.3.2.10).
extension Evaluation {
    func value(of table: DecisionTable, in scope: Scope) -> Value {
        guard let inputs = inputs(of: table, in: scope) else { return .null }
        let hits = hits(of: table, inputs, in: scope)
        recorder?.record(table, inputs, hits)
        if hits.isEmpty { return missed(table, in: scope) }
        return chosen(hits, table, in: scope)
    }

    struct Hit {
        let number: Int
        let outputs: [Value]
    }

    /// `nil` when an input isn't one of those that are allowed.
    private func inputs(of table: DecisionTable, in scope: Scope) -> [Value]? {
        var values: [Value] = []
        for input in table.inputs {
            let value = value(input.expression, in: scope)
            if let allowed = input.allowed, !value.isNull, isMatch(value, allowed, in: scope) != true {
                warn(.notAllowed, ["name": input.label, "value": value.kind])
                return nil
            }
            values.append(value)
        }
        return values
    }

    /// The rules that hold; where only the first counts, no more than that.
    private func hits(of table: DecisionTable, _ inputs: [Value], in scope: Scope) -> [Hit] {
        var hits: [Hit] = []
        for number in table.rules.indices {
            guard spend(1) else { return [] }
            guard holds(table.rules[number], inputs, in: scope) else { continue }
            hits.append(Hit(number: number, outputs: table.rules[number].outputs.map { value($0, in: scope) }))
            if table.hitPolicy == .first { break }
        }
        return hits
    }

    private func holds(_ rule: DecisionTable.Rule, _ inputs: [Value], in scope: Scope) -> Bool {
        guard rule.tests.count == inputs.count else { return false }
        for place in inputs.indices {
            guard let test = rule.tests[place], isMatch(inputs[place], test, in: scope) == true else { return false }
        }
        return true
    }

    private func missed(_ table: DecisionTable, in scope: Scope) -> Value {
        let defaults = table.outputs.map { $0.defaultValue.map { value($0, in: scope) } }
        if defaults.contains(where: { $0 != nil }) {
            let result = result(defaults.map { $0 ?? .null }, table)
            return table.hitPolicy.isMultiple ? .list([result]) : result
        }
        return table.hitPolicy == .count ? .number(0) : .null
    }

    private func chosen(_ hits: [Hit], _ table: DecisionTable, in scope: Scope) -> Value {
        switch table.hitPolicy {
        case .unique where hits.count > 1: return null(.hits, ["rules": hits.map { String($0.number + 1) }.joined(separator: ", ")])
        case .any:
            guard hits.dropFirst().allSatisfy({ $0.outputs == hits[0].outputs }) else {
                return null(.hits, ["rules": hits.map { String($0.number + 1) }.joined(separator: ", ")])
            }
            return result(hits[0].outputs, table)
        case .unique, .first: return result(hits[0].outputs, table)
        case .priority: return sorted(hits, table, in: scope).first.map { result($0.outputs, table) } ?? .null
        case .outputOrder: return .list(sorted(hits, table, in: scope).map { result($0.outputs, table) })
        case .ruleOrder, .collect: return .list(hits.map { result($0.outputs, table) })
        case .count: return .number(hits.count)
        case .sum, .minimum, .maximum: return aggregated(hits, table)
        }
    }

    /// One output is its value; several are a context.
    private func result(_ outputs: [Value], _ table: DecisionTable) -> Value {
        if table.outputs.count == 1, let only = outputs.first { return only }
        return .context(Context(zip(table.outputs.map(\.name), outputs)))
    }

    /// Each output for itself, by FEEL's function of the same name.
    private func aggregated(_ hits: [Hit], _ table: DecisionTable) -> Value {
        let name = table.hitPolicy == .sum ? "sum" : table.hitPolicy == .minimum ? "min" : "max"
        let values = table.outputs.indices.map { output in
            Builtin.all[name]?.call([.list(hits.map { $0.outputs.count > output ? $0.outputs[output] : .null })], self) ?? .null
        }
        return result(values, table)
    }

    /// By the places of their outputs among the output values, the first output first; rules that are alike stay as they stand.
    private func sorted(_ hits: [Hit], _ table: DecisionTable, in scope: Scope) -> [Hit] {
        let priorities = table.outputs.map { $0.priorities.map { value($0, in: scope) } }
        let ranked = hits.map { hit in
            let places = zip(priorities, hit.outputs).map { values, output in values.firstIndex(of: output) ?? values.count }
            return (hit: hit, rank: places + [hit.number])
        }
        return ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.hit)
    }
}

extension HitPolicy {
    /// Whether the result is a list.
    var isMultiple: Bool { self == .ruleOrder || self == .outputOrder || self == .collect }
}
