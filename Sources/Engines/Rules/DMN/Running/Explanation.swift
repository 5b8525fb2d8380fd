/// Why the answer is what it is: each decision in the order in which it was worked out, with the rules that held and what they were
/// held against.
public struct Explanation: Sendable, Codable, Hashable {
    public var decisions: [Step] = []

    /// A decision (决策) with its answer.
    public struct Step: Sendable, Codable, Hashable {
        public let id: String
        public let name: String
        /// As FEEL writes it.
        public internal(set) var value: String
        public internal(set) var tables: [Table] = []
    }

    /// One pass through a decision table.
    public struct Table: Sendable, Codable, Hashable {
        public let hitPolicy: HitPolicy
        /// Each input's label with the value it had.
        public let inputs: [Named]
        public let rules: [Rule]
    }

    /// A rule that held.
    public struct Rule: Sendable, Codable, Hashable {
        public let id: String
        /// Its place in the table, from 1.
        public let number: Int
        /// Each input's label with the condition that it met.
        public let conditions: [Named]
        public let outputs: [Named]
        /// The table's annotations of the rule: its reason, its article of law.
        public let annotations: [Named]
    }

    public struct Named: Sendable, Codable, Hashable {
        public let name: String
        public let text: String

        public init(name: String, text: String) { (self.name, self.text) = (name, text) }
    }
}

/// Writes an explanation while an evaluation goes on.
final class ExplanationRecorder {
    private(set) var explanation = Explanation()
    private var open: [Explanation.Step] = []

    func begin(_ id: String, _ name: String) { open.append(Explanation.Step(id: id, name: name, value: "null")) }

    func end(_ value: Value) {
        guard var step = open.popLast() else { return }
        step.value = value.description
        explanation.decisions.append(step)
    }

    func record(_ table: DecisionTable, _ inputs: [Value], _ hits: [Evaluation.Hit]) {
        guard !open.isEmpty else { return }
        let labels = table.inputs.map(\.label)
        let rules = hits.map { hit in
            let rule = table.rules[hit.number]
            return Explanation.Rule(
                id: rule.id, number: hit.number + 1, conditions: named(labels, rule.written),
                outputs: named(table.outputs.map(\.name), hit.outputs.map(\.description)),
                annotations: named(table.annotations, rule.annotations))
        }
        open[open.count - 1].tables.append(
            Explanation.Table(hitPolicy: table.hitPolicy, inputs: named(labels, inputs.map(\.description)), rules: rules))
    }

    private func named(_ names: [String], _ texts: [String]) -> [Explanation.Named] {
        texts.enumerated().map { Explanation.Named(name: names.count > $0.offset ? names[$0.offset] : "", text: $0.element) }
    }
}
