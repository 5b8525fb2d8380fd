import Kernel

extension Run {
    /// A token reaches a node: it waits there, or goes on at once.
    mutating func arrive(_ arrival: Arrival) throws {
        let node = definition.nodes[arrival.node]
        if try isRepeated(arrival, node) { return }
        switch node.kind {
        case .start, .plainTask, .catching(.none), .catching(.link), .boundary: try pass(arrival)
        case .userTask: try wait(arrival) { try $0.openWork($1) }
        case .catching, .receiveTask: try wait(arrival)
        case .eventBased: try wait(arrival)
        case .serviceTask(let operation):
            try wait(arrival) { $0.effects.append(.perform(operation: operation, token: $1, element: node.id)) }
        case .decisionTask(let decision): try wait(arrival) { $0.effects.append(.decide(decision: decision, token: $1, element: node.id)) }
        case .callActivity(let process): try wait(arrival) { $0.effects.append(.call(process: process, token: $1, element: node.id)) }
        case .subprocess, .eventSubprocess: try wait(arrival) { try $0.openScope($1, arrival) }
        case .sendTask(let message):
            effects.append(.sendMessage(name: message, element: node.id))
            try pass(arrival)
        case .scriptTask(let text): try runScript(text, arrival, node)
        case .exclusive: try pass(arrival)
        case .parallel, .inclusive: try reachGateway(arrival, node)
        case .throwing(let trigger): try throwEvent(trigger, arrival, node)
        case .end(let trigger): try end(trigger, arrival, node)
        }
    }

    /// Makes the token stay, with the timers of its node and of its boundary, and sees to what it waits for.
    mutating func wait(_ arrival: Arrival, _ begin: (inout Run, Int) throws -> Void = { _, _ in }) throws {
        let id = place(arrival)
        try begin(&self, id)
        if let token = instance.token(id) { try arm(token) }
    }

    /// A token, standing.
    @discardableResult mutating func place(_ arrival: Arrival) -> Int {
        let id = instance.number()
        instance.tokens.append(Token(
            id: id, at: definition.nodes[arrival.node].id, scope: arrival.scope, from: arrival.from,
            via: arrival.via.map { definition.flows[$0].id }, since: now, outcome: arrival.outcome, index: arrival.index,
            local: arrival.local
        ))
        return id
    }

    /// A token that does not stand at the node, only passes it.
    mutating func pass(_ arrival: Arrival) throws {
        let id = record(arrival)
        try go(from: id, arrival, outcome: arrival.outcome)
    }

    /// The trace of a token that has passed at once.
    mutating func record(_ arrival: Arrival) -> Int {
        let id = instance.number()
        instance.trail.append(Passage(
            id: id, at: definition.nodes[arrival.node].id, scope: arrival.scope, from: arrival.from,
            via: arrival.via.map { definition.flows[$0].id }, since: now, until: now, end: .passed, by: nil, outcome: arrival.outcome,
            work: nil, index: arrival.index
        ))
        return id
    }

    /// A standing token is done with its node and goes on.
    mutating func leave(_ id: Int, outcome: String?) throws {
        guard let place = instance.tokens.firstIndex(where: { $0.id == id }) else { return }
        let token = instance.tokens.remove(at: place)
        disarm(token)
        instance.trail.append(token.passage(until: now, .passed, outcome: outcome))
        let arrival = Arrival(
            node: try node(token.at), scope: token.scope, from: token.from, outcome: token.outcome, index: token.index, local: token.local
        )
        try go(from: id, arrival, outcome: outcome)
    }

    /// On from a node that is done: to the activity's next round, or by the flows that may be taken.
    private mutating func go(from id: Int, _ done: Arrival, outcome: String?) throws {
        if try repeats(id, done, outcome: outcome) { return }
        let node = definition.nodes[done.node]
        for flow in try ways(from: node, scope: done.scope, outcome: outcome) {
            agenda.append(Arrival(node: definition.flows[flow].target, scope: done.scope, from: [id], via: flow, outcome: outcome))
        }
    }

    // MARK: - Which way

    private func ways(from node: FlowNode, scope: Int, outcome: String?) throws -> [Int] {
        guard !node.outgoing.isEmpty else { return [] }
        switch node.kind {
        case .parallel, .eventBased: return node.outgoing
        case .exclusive:
            let open = try node.outgoing.first { try $0 != node.defaultFlow && isOpen($0, node, scope, outcome) }
            if let flow = open ?? node.defaultFlow { return [flow] }
        default:
            let open = try node.outgoing.filter { try $0 != node.defaultFlow && isOpen($0, node, scope, outcome) }
            // An unconditional flow beside a default one doesn't stand for it: the default is for when no condition holds.
            let isDefaultTaken = !open.contains { definition.flows[$0].condition != nil || node.kind == .inclusive }
            let ways = isDefaultTaken ? open + (node.defaultFlow.map { [$0] } ?? []) : open
            if !ways.isEmpty { return ways }
        }
        throw problem("no_way", node)
    }

    private func isOpen(_ flow: Int, _ node: FlowNode, _ scope: Int, _ outcome: String?) throws -> Bool {
        guard let condition = definition.flows[flow].condition else { return true }
        return try evaluate(condition, variables(scope, outcome: outcome), at: node) == .bool(true)
    }

    private mutating func runScript(_ text: String, _ arrival: Arrival, _ node: FlowNode) throws {
        let value = try evaluate(text, variables(arrival.scope, outcome: arrival.outcome, local: arrival.local), at: node)
        var arrival = arrival
        if let name = node.result {
            if arrival.local != nil { arrival.local?[name] = value } else { keep([name: value], scope: arrival.scope) }
        }
        try pass(arrival)
    }
}

extension Token {
    func passage(until: Timestamp, _ end: Passage.End, outcome: String?, by: Int? = nil) -> Passage {
        Passage(
            id: id, at: at, scope: scope, from: from, via: via, since: since, until: until, end: end, by: by, outcome: outcome, work: work,
            index: index
        )
    }
}
