/// What can be seen by looking at each element once.
struct StructureCheck {
    let definition: ProcessDefinition
    let roles: Set<String>?
    let expressions: (any Expressions)?

    func findings() -> [Finding] {
        ends() + definition.nodes.indices.flatMap { place in
            let node = definition.nodes[place]
            return role(node) + ways(node) + written(node) + event(node) + join(place, node)
        }
    }

    private func ends() -> [Finding] {
        let ended = Set(definition.nodes.filter { if case .end = $0.kind { true } else { false } }.map(\.scope))
        let whole = ended.contains(nil) ? [] : [Finding(.noEnd, definition)]
        return whole + definition.nodes.indices.filter { definition.nodes[$0].isScope && !ended.contains($0) }.map {
            Finding(.noEnd, definition.nodes[$0])
        }
    }

    private func role(_ node: FlowNode) -> [Finding] {
        guard node.kind == .userTask else { return [] }
        guard let role = node.duty.role, !role.isEmpty else { return [Finding(.noRole, node)] }
        guard let roles, !role.hasPrefix("="), !roles.contains(role) else { return [] }
        return [Finding(.unknownRole, node, ["role": role])]
    }

    /// A gateway that chooses has a default, and says of every other way when it is taken.
    private func ways(_ node: FlowNode) -> [Finding] {
        if node.outgoing.isEmpty {
            return node.isActivity || node.isGateway ? [Finding(.implicitEnd, node)] : []
        }
        guard node.kind == .exclusive || node.kind == .inclusive, node.outgoing.count > 1 else { return [] }
        let silent = node.outgoing.filter { $0 != node.defaultFlow && definition.flows[$0].condition == nil }
        let noCondition = silent.map { Finding(.noCondition, node, ["flow": definition.flows[$0].id]) }
        return (node.defaultFlow == nil ? [Finding(.noDefault, node)] : []) + noCondition
    }

    /// Everything written in FEEL can be read.
    private func written(_ node: FlowNode) -> [Finding] {
        guard let expressions else { return [] }
        var texts = node.outgoing.compactMap { definition.flows[$0].condition }
        if case .scriptTask(let text) = node.kind { texts.append(text) }
        if case .timer(let rule)? = node.trigger { texts += formula(rule.text) }
        texts += [node.duty.role, node.duty.body].compactMap { $0 }.flatMap(formula)
        switch node.repetition {
        case .loop(let condition, _, _)?: texts += condition.isEmpty ? [] : [condition]
        case .each(let each)?: texts += [each.cardinality, each.collection, each.completion].compactMap { $0 }
        case nil: break
        }
        return texts.compactMap { text in
            expressions.fault(in: text).map { Finding(.expression, node, ["text": text, "fault": $0]) }
        }
    }

    private func formula(_ text: String) -> [String] { text.hasPrefix("=") ? [String(text.dropFirst())] : [] }

    private func event(_ node: FlowNode) -> [Finding] {
        switch node.kind {
        case .eventBased:
            return node.outgoing.map { definition.nodes[definition.flows[$0].target] }.filter { !$0.canFollowEventGateway }.map {
                Finding(.eventTarget, $0, ["gateway": node.title])
            }
        case .throwing(.link) where node.outgoing.isEmpty: return [Finding(.noLink, node)]
        case .callActivity(""): return [Finding(.noCalled, node)]
        default: return []
        }
    }

    private func join(_ place: Int, _ node: FlowNode) -> [Finding] {
        guard node.isEarlyJoin else { return [] }
        if definition.graph.regions[place]?.isEmpty ?? true { return [Finding(.openBlock, node)] }
        guard case .quorum(let count) = node.duty.join, count > node.incoming.count else { return [] }
        return [Finding(.quorum, node, ["count": "\(count)", "branches": "\(node.incoming.count)"])]
    }
}

extension FlowNode {
    fileprivate var canFollowEventGateway: Bool {
        switch kind {
        case .catching(.message), .catching(.timer), .catching(.signal), .receiveTask: true
        default: false
        }
    }
}
