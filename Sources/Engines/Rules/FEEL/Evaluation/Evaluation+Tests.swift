/// Unary tests on an input.
extension Evaluation {
    /// Whether the input passes; `nil` when that can't be said.
    func isMatch(_ input: Value, _ tests: UnaryTests, in scope: Scope) -> Bool? {
        let answer = tests.tests.count == 1 ? isMatch(input, tests.tests[0], in: scope) : isMatch(input, tests.tests, in: scope)
        return tests.isNegated ? answer.map { !$0 } : answer
    }

    /// One test that holds is enough.
    func isMatch(_ input: Value, _ tests: [UnaryTest], in scope: Scope) -> Bool? {
        var isUnknown = false
        for test in tests {
            switch isMatch(input, test, in: scope) {
            case true?: return true
            case nil: isUnknown = true
            case false?: continue
            }
        }
        return isUnknown ? nil : false
    }

    private func isMatch(_ input: Value, _ test: UnaryTest, in scope: Scope) -> Bool? {
        switch test {
        case .any: return true
        case _ where !charge(input): return nil
        case .compare(let sign, let operand): return compared(sign, input, value(operand, in: scope)).boolean
        case .value(let value): return isMatch(input, value)
        case .expression(let expression):
            let value = value(expression, in: scope)
            if !input.isNull, value.isNull || !charge(value) { return nil }
            // A condition on another kind of input speaks for itself.
            if let truth = value.boolean, input.boolean == nil, !input.isNull { return truth }
            return isMatch(input, value)
        case .condition(let expression):
            let answer = value(expression, in: Scope("?", input, in: scope))
            return answer.boolean ?? (answer.isNull ? nil : isMatch(input, answer))
        }
    }

    /// Equal to the value, within it, or one of its elements, or within one of those.
    private func isMatch(_ input: Value, _ value: Value) -> Bool? {
        switch (value, input) {
        case (.range(let range), .range(let other)): return range.equals(other)
        case (.range(let range), _): return input.isNull ? nil : range.contains(input)
        case (.list(let elements), .list): return value.equals(input) == true || elements.contains { $0.equals(input) == true }
        case (.list(let elements), _): return elements.contains { isMatch(input, $0) == true }
        default: return input.equals(value)
        }
    }
}
