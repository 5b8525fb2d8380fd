import Kernel

extension DecisionModel {
    /// What came of asking.
    public struct Outcome: Sendable {
        public let value: Value
        /// Why parts of it became null, if they did.
        public let warnings: [Warning]
        /// Empty unless it was asked for.
        public let explanation: Explanation
    }

    /// Asks a decision, or a decision service, by its name.
    ///
    /// - Parameters:
    ///   - inputs: input data by name; that of an imported model in a context with the import's name. A decision that is given is not
    ///     worked out.
    ///   - now: what `now()` and `today()` answer.
    ///   - isExplained: whether the outcome says which rules held; that costs time.
    /// Throws `rules.no_decision` when the model has none of that name.
    public func evaluate(
        _ decision: String, _ inputs: Context, now: CivilDateTime? = nil, explained isExplained: Bool = false
    ) throws(Problem) -> Outcome {
        guard let id = id(named: decision) else { throw Problem("rules.no_decision", .notFound, ["name": decision]) }
        return evaluate(id, given: given(inputs), now: now, isExplained: isExplained)
    }

    /// The node of that name in a namespace, this model's own unless another is said; decisions before services before functions.
    func id(named name: String, in namespace: String? = nil) -> NodeID? { nodes.id(named: name, in: namespace ?? self.namespace) }

    func evaluate(_ id: NodeID, given: [NodeID: Value], now: CivilDateTime?, isExplained: Bool = false) -> Outcome {
        let evaluation = Evaluation(now: now, limits: limits)
        let recorder = isExplained ? ExplanationRecorder() : nil
        evaluation.recorder = recorder
        var typed: [NodeID: Value] = [:]
        for (node, value) in given {
            let type = nodes.type(of: node)
            typed[node] = evaluation.coerced(value.completed(as: type), to: type, name: nodes.all[node]?.name ?? "")
        }
        let value = evaluation.answer(value(of: id, typed, evaluation))
        return Outcome(value: value, warnings: evaluation.warnings, explanation: recorder?.explanation ?? Explanation())
    }

    /// A service is asked with what it takes; whatever isn't given is nothing.
    private func value(of id: NodeID, _ given: [NodeID: Value], _ evaluation: Evaluation) -> Value {
        guard case .service(let service) = nodes.all[id] else { return ModelRun(nodes, given: given, evaluation).value(of: id) }
        return evaluation.call(nodes.function(service), service.inputs.map { given[$0] ?? .null })
    }

    /// The inputs by their nodes; an input of an imported model stands under the import's name, or by itself.
    private func given(_ inputs: Context) -> [NodeID: Value] {
        var given: [NodeID: Value] = [:]
        for (id, name) in nodes.givable {
            let alias = id.namespace == namespace ? "" : nodes.aliases[namespace]?[id.namespace] ?? ""
            if let value = alias.isEmpty ? inputs[name] : inputs[alias]?.context?[name] { given[id] = value }
        }
        return given
    }
}
