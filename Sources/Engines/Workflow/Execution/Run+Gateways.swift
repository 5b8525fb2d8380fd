import Kernel

extension Run {
    /// A gateway with several incoming flows waits for the others; one with a single flow is passed.
    mutating func reachGateway(_ arrival: Arrival, _ node: FlowNode) throws {
        guard node.incoming.count > 1 else { return try pass(arrival) }
        place(arrival)
        if node.kind == .parallel { try joinParallel(arrival.node, scope: arrival.scope) }
    }

    /// Joins when each flow has brought a token, or when the gateway's rule has decided.
    private mutating func joinParallel(_ gateway: Int, scope: Int) throws {
        let node = definition.nodes[gateway]
        let waiting = firstWaiting(at: node, scope: scope)
        let outcomes = waiting.map(\.outcome)
        guard let verdict = node.duty.join.verdict(outcomes, of: node.incoming.count, passing: node.duty.passing) else { return }
        try join(waiting, at: gateway, scope: scope, outcome: verdict.outcome)
    }

    /// Of each incoming flow the token that came first, in the order of coming.
    private func firstWaiting(at node: FlowNode, scope: Int) -> [Token] {
        var flows: Set<String> = []
        return instance.tokens.filter { $0.at == node.id && $0.scope == scope && flows.insert($0.via ?? "").inserted }
    }

    private mutating func join(_ waiting: [Token], at gateway: Int, scope: Int, outcome: String?) throws {
        let node = definition.nodes[gateway]
        let joined = Set(waiting.map(\.id))
        for token in waiting { instance.trail.append(token.passage(until: now, .passed, outcome: token.outcome)) }
        instance.tokens.removeAll { joined.contains($0.id) }
        let arrival = Arrival(node: gateway, scope: scope, from: waiting.map(\.id), outcome: outcome)
        if waiting.count < node.incoming.count, let region = definition.graph.regions[gateway] {
            try cutOff(region, of: gateway, scope: scope, by: instance.last + 1)
        }
        try pass(arrival)
    }

    /// The review is decided: what its other branches still do is wanted no more.
    private mutating func cutOff(_ region: Set<Int>, of gateway: Int, scope: Int, by: Int) throws {
        agenda.removeAll { $0.scope == scope && ($0.node == gateway || region.contains($0.node)) }
        for token in instance.tokens where token.scope == scope {
            if region.contains(try node(token.at)) { cancel(token.id, by: by) }
        }
    }

    /// Joins one inclusive gateway that nothing more can reach (BPMN 2.0.2, 13.4.3). Asked when everything else has come to rest.
    mutating func joinInclusive() throws -> Bool {
        for token in instance.tokens {
            let gateway = try node(token.at)
            guard definition.nodes[gateway].kind == .inclusive else { continue }
            let waiting = firstWaiting(at: definition.nodes[gateway], scope: token.scope)
            guard isComplete(gateway, waiting, scope: token.scope) else { continue }
            let duty = definition.nodes[gateway].duty
            let verdict = JoinRule.all.verdict(waiting.map(\.outcome), of: waiting.count, passing: duty.passing)
            try join(waiting, at: gateway, scope: token.scope, outcome: verdict?.outcome)
            return true
        }
        return false
    }

    /// No token elsewhere can still reach an incoming flow that has none, unless it can as well reach one that has.
    private func isComplete(_ gateway: Int, _ waiting: [Token], scope: Int) -> Bool {
        let node = definition.nodes[gateway]
        let filled = node.incoming.enumerated().reduce(UInt64(0)) { mask, flow in
            waiting.contains { $0.via == definition.flows[flow.element].id } ? mask | 1 << UInt64(flow.offset) : mask
        }
        return instance.tokens.allSatisfy { token in
            guard token.scope == scope, token.at != node.id, let place = definition.graph.index[token.at] else { return true }
            let reach = definition.graph.reach(gateway, from: place)
            return reach & ~filled == 0 || reach & filled != 0
        }
    }
}
