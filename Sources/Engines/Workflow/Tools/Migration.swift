import Kernel

extension ProcessDefinition {
    /// An instance of an older version carried over to this one. It stays where it stands when this version has, for each of its tokens,
    /// a node of the same kind in the same place, and could have come to that state itself; otherwise it is to finish on its own version.
    /// - Parameter mapping: new ids of nodes and flows, by their old ones; what isn't named keeps its id.
    /// Throws `workflow.migration` with the steps that have no place here, `workflow.migration_state` when this version could never
    /// have come to that state, `workflow.over`.
    public func migrate(
        _ instance: ProcessInstance, from old: ProcessDefinition, version: String, mapping: [String: String] = [:],
        _ expressions: any Expressions, now: Timestamp
    ) throws -> ProcessStep {
        guard instance.isOpen else { throw Problem("workflow.over", .conflict) }
        var moved = instance
        (moved.definition, moved.version) = (id, version)
        for place in moved.tokens.indices { moved.tokens[place].move(mapping, in: self) }
        for place in moved.trail.indices { moved.trail[place].move(mapping) }
        let homeless = zip(instance.tokens, moved.tokens).filter { before, after in !isHome(after, moved, was: before, old) }
        guard homeless.isEmpty else {
            let names = homeless.map { old.node($0.0.at)?.title ?? $0.0.at }.joined(separator: "、")
            throw Problem("workflow.migration", .conflict, ["name": names])
        }
        guard isReachable(moved) else { throw Problem("workflow.migration_state", .conflict) }
        return try changes(from: Run(old, expressions, now, instance), to: Run(self, expressions, now, moved))
    }

    /// Whether the token stands at a node of the same kind, in the scope that its holder opens.
    private func isHome(_ token: Token, _ instance: ProcessInstance, was: Token, _ old: ProcessDefinition) -> Bool {
        guard let node = node(token.at), let before = old.node(was.at), node.family == before.family else { return false }
        guard (token.via == nil) == (was.via == nil), node.repetition?.family == before.repetition?.family else { return false }
        let holder = instance.token(token.scope)
        if holder?.several != nil { return holder?.at == token.at }
        return node.scope == holder.flatMap { graph.index[$0.at] }
    }

    /// Whether every scope is in a state that this version could be in by itself. Where that can't be known it is taken to be so.
    private func isReachable(_ instance: ProcessInstance) -> Bool {
        let holders = instance.tokens.filter { $0.several == nil && node($0.at)?.isScope ?? false }
        return ([nil] + holders.map { $0 }).allSatisfy { holder in
            let tokens = instance.tokens.filter { $0.scope == holder?.id ?? 0 && $0.via != nil }
            guard tokens.allSatisfy({ $0.fired == nil }) else { return true }
            let space = StateSpace(self, scope: holder.flatMap { graph.index[$0.at] }, limit: 5000)
            return space.reaches(space.state(of: tokens)) ?? true
        }
    }

    /// Tasks are described anew; timers that are no longer there stop, new ones start, the others run on.
    private func changes(from before: Run, to after: Run) throws -> ProcessStep {
        var run = after
        let old = before.instance.tokens.flatMap(before.timers(of:)), new = after.instance.tokens.flatMap(after.timers(of:))
        for timer in old where !new.contains(where: { $0 == timer }) { run.effects.append(.cancelTimer(timer.id)) }
        for token in after.instance.tokens {
            if token.work != nil, let order = try run.describe(token) { run.effects.append(.changeTask(order)) }
            for waiter in after.waiters(of: token) {
                guard let timer = after.timer(waiter), !old.contains(where: { $0 == timer }) else { continue }
                try run.start(waiter)
            }
        }
        return ProcessStep(instance: run.instance, effects: run.effects)
    }
}

extension Token {
    fileprivate mutating func move(_ mapping: [String: String], in definition: ProcessDefinition) {
        at = mapping[at] ?? at
        guard let flow = via else { return }
        via = mapping[flow] ?? flow
        // A flow that was renamed matters only at a join; elsewhere there is one way in, or any will do.
        guard let node = definition.node(at) else { return }
        let ways = node.incoming.map { definition.flows[$0].id }
        if !ways.contains(via ?? "") { via = node.isJoin ? nil : ways.first }
    }
}

extension Passage {
    fileprivate mutating func move(_ mapping: [String: String]) {
        at = mapping[at] ?? at
        via = via.map { mapping[$0] ?? $0 }
    }
}

extension FlowNode {
    /// The kind without what it is told in particular.
    fileprivate var family: String {
        switch kind {
        case .start: "start"
        case .end: "end"
        case .catching: "catching"
        case .throwing: "throwing"
        case .boundary: "boundary"
        case .serviceTask: "service"
        case .sendTask: "send"
        case .receiveTask: "receive"
        case .scriptTask: "script"
        case .decisionTask: "decision"
        case .callActivity: "call"
        case .userTask, .plainTask, .subprocess, .eventSubprocess, .exclusive, .inclusive, .parallel, .eventBased: "\(kind)"
        }
    }
}

extension Repetition {
    fileprivate var family: String {
        switch self {
        case .loop: "loop"
        case .each(let each): each.isSequential ? "sequential" : "parallel"
        }
    }
}
