import Kernel

extension DecisionModel {
    /// An answer as JSON: what the command line and the catalogue deal in.
    public struct Answer: Sendable {
        public let value: JSON
        public let warnings: [Warning]
        public let explanation: Explanation
    }

    /// Asks a decision with an object of inputs, each read as the type that the model gives it; see `Value.init(_:as:)`.
    /// Throws `rules.no_decision`, and `rules.inputs` unless the inputs are an object.
    public func evaluate(
        _ decision: String, json inputs: JSON, now: CivilDateTime? = nil, explained: Bool = true
    ) throws(Problem) -> Answer {
        guard case .object(let members) = inputs else { throw Problem("rules.inputs", .invalid) }
        let values = members.keys.sorted().map { name in (name, Value(members[name] ?? .null, as: type(ofInput: name))) }
        let outcome = try evaluate(decision, Context(values), now: now, explained: explained)
        return Answer(value: outcome.value.json, warnings: outcome.warnings, explanation: outcome.explanation)
    }

    private func type(ofInput name: String) -> FEELType {
        for (id, known) in nodes.givable where known == name && id.namespace == namespace { return nodes.type(of: id) }
        return .any
    }
}
