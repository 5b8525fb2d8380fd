import Kernel

extension Run {
    // MARK: - Sub-processes

    /// A sub-process begins: a token at its start event.
    mutating func openScope(_ id: Int, _ arrival: Arrival) throws {
        let starts = definition.graph.starts[arrival.node] ?? []
        let isEvent = definition.nodes[arrival.node].kind == .eventSubprocess
        let start = starts.first { isEvent || definition.nodes[$0].trigger == Trigger.none } ?? starts.first
        guard let start else { throw problem("no_start", definition.nodes[arrival.node]) }
        try armEventSubprocesses(scope: id)
        agenda.append(Arrival(node: start, scope: id, from: [id], outcome: arrival.outcome))
    }

    /// One sub-process in which nothing is left comes to its end. Asked when everything else has come to rest.
    mutating func completeScope() throws -> Bool {
        for host in instance.tokens {
            let node = definition.nodes[try node(host.at)]
            guard node.isScope, host.several == nil, !instance.tokens.contains(where: { $0.scope == host.id }) else { continue }
            disarmEventSubprocesses(scope: host.id)
            try leave(host.id, outcome: host.outcome)
            return true
        }
        return false
    }

    /// Cuts a token off, and all it holds.
    mutating func cancel(_ id: Int, by: Int?, _ end: Passage.End = .cancelled) {
        for inner in instance.tokens where inner.scope == id { cancel(inner.id, by: by, end) }
        disarmEventSubprocesses(scope: id)
        guard let place = instance.tokens.firstIndex(where: { $0.id == id }) else { return }
        let token = instance.tokens.remove(at: place)
        disarm(token)
        dismiss(token)
        instance.trail.append(token.passage(until: now, end, outcome: token.outcome, by: by))
    }

    /// Takes back what was asked of people and systems for it.
    private mutating func dismiss(_ token: Token) {
        for item in token.work ?? [] where item.done == nil { effects.append(.cancelTask(item.id)) }
        guard token.several == nil, let node = definition.node(token.at) else { return }
        switch node.kind {
        case .serviceTask, .decisionTask, .callActivity: effects.append(.cancelWork(token.id))
        default: return
        }
    }

    /// Everything in a scope.
    mutating func clear(scope: Int, by: Int?) {
        agenda.removeAll { $0.scope == scope }
        for token in instance.tokens where token.scope == scope { cancel(token.id, by: by) }
    }

    // MARK: - Loops and several instances

    /// Whether the node is to be done several times and this is the token that stands for them all, or for none.
    mutating func isRepeated(_ arrival: Arrival, _ node: FlowNode) throws -> Bool {
        guard let repetition = node.repetition, arrival.index == nil else { return false }
        switch repetition {
        case .loop(let condition, let isTestedBefore, let limit):
            var first = arrival
            first.index = 0
            let isWanted = try !isTestedBefore || limit > 0 && isTrue(condition, loopCounter: 0, arrival, node)
            if isWanted { agenda.append(first) } else { try skip(arrival) }
        case .each(let each): try openSeveral(each, arrival, node)
        }
        return true
    }

    /// Past an activity that isn't to be done even once.
    private mutating func skip(_ arrival: Arrival) throws {
        let id = place(arrival)
        try leave(id, outcome: arrival.outcome)
    }

    private mutating func openSeveral(_ each: Repetition.Each, _ arrival: Arrival, _ node: FlowNode) throws {
        let items = try items(each, arrival, node)
        let id = place(arrival)
        if let place = instance.tokens.firstIndex(where: { $0.id == id }) {
            instance.tokens[place].several = Several(items: items, answers: items.map { _ in .null })
            try arm(instance.tokens[place])
        }
        guard !items.isEmpty else { return try leave(id, outcome: arrival.outcome) }
        for _ in 0..<(each.isSequential ? 1 : items.count) { startNext(of: id, each, arrival.node) }
    }

    private func items(_ each: Repetition.Each, _ arrival: Arrival, _ node: FlowNode) throws -> [JSON] {
        let known = variables(arrival.scope, outcome: arrival.outcome)
        if let collection = each.collection {
            let value = try evaluate(collection, known, at: node)
            guard let list = value.array, list.count <= Repetition.limit else { throw problem("repetition", node, .invalid) }
            return list
        }
        let value = try evaluate(each.cardinality ?? "0", known, at: node).number ?? -1
        guard let count = Int(exactly: value), (0...Repetition.limit).contains(count) else { throw problem("repetition", node, .invalid) }
        return (0..<count).map { .number(Double($0 + 1)) }
    }

    private mutating func startNext(of host: Int, _ each: Repetition.Each, _ node: Int) {
        guard let place = instance.tokens.firstIndex(where: { $0.id == host }), let several = instance.tokens[place].several,
              several.started < several.items.count else { return }
        let index = several.started
        instance.tokens[place].several?.started += 1
        var local: [String: JSON] = ["loopCounter": .number(Double(index + 1))]
        if let item = each.item { local[item] = several.items[index] }
        agenda.append(Arrival(node: node, scope: host, from: [host], index: index, local: local))
    }

    /// Whether a token that is done with its node is one round or one of several, and so does not go on by the flows.
    mutating func repeats(_ id: Int, _ done: Arrival, outcome: String?) throws -> Bool {
        guard let index = done.index, let repetition = definition.nodes[done.node].repetition else { return false }
        let node = definition.nodes[done.node]
        switch repetition {
        case .loop(let condition, _, let limit):
            guard index + 1 < limit, try isTrue(condition, loopCounter: index + 1, done, node, outcome: outcome) else { return false }
            agenda.append(Arrival(node: done.node, scope: done.scope, from: [id], outcome: outcome, index: index + 1))
        case .each(let each): try collect(done, index, each, node, outcome: outcome)
        }
        return true
    }

    private func isTrue(
        _ condition: String, loopCounter: Int, _ arrival: Arrival, _ node: FlowNode, outcome: String? = nil
    ) throws -> Bool {
        guard !condition.isEmpty else { return true }
        var known = variables(arrival.scope, outcome: outcome)
        known["loopCounter"] = .number(Double(loopCounter))
        return try evaluate(condition, known, at: node) == .bool(true)
    }

    /// One of several has answered: the whole is decided, the next begins, or the others are waited for.
    private mutating func collect(_ done: Arrival, _ index: Int, _ each: Repetition.Each, _ node: FlowNode, outcome: String?) throws {
        guard let place = instance.tokens.firstIndex(where: { $0.id == done.scope }),
              var several = instance.tokens[place].several else { return }
        several.outcomes.append(outcome)
        var answer = done.local ?? [:]
        answer["outcome"] = outcome.map(JSON.string) ?? .null
        several.answers[index] = .object(answer)
        instance.tokens[place].several = several
        var verdict = node.duty.join.verdict(several.outcomes, of: several.items.count, passing: node.duty.passing)
        if verdict == nil, try isCompleted(each, several, done, node) {
            verdict = node.duty.join.verdict(several.outcomes, of: several.outcomes.count, passing: node.duty.passing)
        }
        guard let verdict else {
            if each.isSequential { startNext(of: done.scope, each, done.node) }
            return
        }
        let host = instance.tokens[place]
        clear(scope: host.id, by: instance.last)
        if let results = each.results { keep([results: .array(several.answers.filter { $0 != .null })], scope: host.scope) }
        try leave(host.id, outcome: verdict.outcome)
    }

    private func isCompleted(_ each: Repetition.Each, _ several: Several, _ done: Arrival, _ node: FlowNode) throws -> Bool {
        guard let completion = each.completion, !completion.isEmpty else { return false }
        var known = variables(done.scope)
        known["nrOfInstances"] = .number(Double(several.items.count))
        known["nrOfCompletedInstances"] = .number(Double(several.outcomes.count))
        known["nrOfActiveInstances"] = .number(Double(several.started - several.outcomes.count))
        return try evaluate(completion, known, at: node) == .bool(true)
    }
}
