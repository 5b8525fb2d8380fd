import Kernel

/// Returning (退回) and taking back (取回). Both undo one step and everything it has led to. What then remains could have been reached
/// without that step, so whatever joins further on finds the tokens it would have found: no join is broken.
extension Run {
    mutating func sendBack(_ work: Int, to element: String, by: String) throws {
        let (place, _) = try findOpen(work)
        let target = try node(element)
        let steps = returnable(from: instance.tokens[place]).filter { $0.at == element }
        guard let step = steps.max(by: { $0.id < $1.id }) else {
            throw Problem("workflow.return_target", .invalid, ["element": element, "name": definition.nodes[target].title])
        }
        undo(step)
        try again(step)
    }

    /// The activities that the token came of, in scopes that are still open.
    func returnable(from token: Token) -> [Passage] {
        let causes = causes(of: token)
        return instance.trail.filter { passage in
            guard causes.contains(passage.id), passage.end != .undone, isAlive(passage.scope) else { return false }
            return definition.node(passage.at)?.isActivity ?? false
        }
    }

    mutating func takeBack(_ work: Int, by: String) throws {
        let refusal = Problem("workflow.take_back", .conflict)
        guard let step = instance.trail.first(where: { $0.id == work && $0.end == .passed }), isAlive(step.scope),
              step.work?.first(where: { $0.id == work })?.done?.by == by else { throw refusal }
        let results = consequences(of: step)
        let isActedOn = instance.trail.contains { results.contains($0.id) && $0.id != step.id && definition.node($0.at)?.isAct ?? true }
        let isWorkedOn = instance.tokens.contains { token in
            guard results.contains(token.id) else { return false }
            let isBegun = token.work?.contains { $0.done != nil } ?? false
            return isBegun || token.suspended != nil || definition.node(token.at)?.isOutside ?? true
        }
        guard !isActedOn, !isWorkedOn else { throw refusal }
        undo(step)
        try again(step)
    }

    /// The step anew, as it was come to the first time.
    private mutating func again(_ step: Passage) throws {
        let via = step.via.flatMap { definition.graph.flowIndex[$0] }
        agenda.append(Arrival(node: try node(step.at), scope: step.scope, from: step.from, via: via))
    }

    /// Takes away the step and all that came of it, and puts back what that had used up or cut off without having come of it.
    private mutating func undo(_ step: Passage) {
        let undone = consequences(of: step)
        let consumed = Set(
            instance.trail.filter { undone.contains($0.id) && $0.end != .undone }.flatMap(\.from)
                + instance.tokens.filter { undone.contains($0.id) }.flatMap(\.from)
        ).subtracting(undone)
        for token in instance.tokens where undone.contains(token.id) { cancel(token.id, by: nil, .undone) }
        for place in instance.trail.indices where undone.contains(instance.trail[place].id) { instance.trail[place].end = .undone }
        restoreWaiting(consumed)
        restoreCutOff(by: undone)
    }

    /// Tokens of other branches that had waited at a join wait again.
    private mutating func restoreWaiting(_ consumed: Set<Int>) {
        let waiting = instance.trail.filter { passage in
            guard consumed.contains(passage.id), passage.end == .passed, isAlive(passage.scope) else { return false }
            return definition.node(passage.at)?.isJoin ?? false && passage.via != nil
        }
        let ids = Set(waiting.map(\.id))
        instance.trail.removeAll { ids.contains($0.id) }
        instance.tokens += waiting.map { passage in
            Token(
                id: passage.id, at: passage.at, scope: passage.scope, from: passage.from, via: passage.via, since: passage.since,
                outcome: passage.outcome
            )
        }
        instance.tokens.sort { $0.id < $1.id }
    }

    /// Steps that were cut off by something that now never happened begin anew.
    private mutating func restoreCutOff(by undone: Set<Int>) {
        for place in instance.trail.indices {
            let passage = instance.trail[place]
            guard passage.end == .cancelled, let by = passage.by, undone.contains(by), isAlive(passage.scope),
                  let node = definition.graph.index[passage.at] else { continue }
            instance.trail[place].end = .undone
            agenda.append(Arrival(
                node: node, scope: passage.scope, from: passage.from, via: passage.via.flatMap { definition.graph.flowIndex[$0] },
                outcome: passage.outcome
            ))
        }
    }

    // MARK: - Cause and effect

    /// Every earlier token that the token came of.
    private func causes(of token: Token) -> Set<Int> {
        let from = Dictionary(instance.trail.map { ($0.id, $0.from) } + instance.tokens.map { ($0.id, $0.from) }) { first, _ in first }
        var causes: Set<Int> = []
        var open = token.from
        while let id = open.popLast() {
            guard causes.insert(id).inserted else { continue }
            open += from[id] ?? []
        }
        return causes
    }

    /// The step and every token that came of it. Numbers grow, so one walk in their order finds them all.
    private func consequences(of step: Passage) -> Set<Int> {
        let known = instance.trail.filter { $0.end != .undone }.map { ($0.id, $0.from) } + instance.tokens.map { ($0.id, $0.from) }
        return known.sorted { $0.0 < $1.0 }.reduce(into: [step.id]) { found, token in
            if token.1.contains(where: found.contains) { found.insert(token.0) }
        }
    }
}

extension FlowNode {
    var isJoin: Bool { (kind == .parallel || kind == .inclusive) && incoming.count > 1 }

    /// Whether passing it was somebody's act, or was heard outside.
    fileprivate var isAct: Bool {
        switch kind {
        case .userTask, .serviceTask, .sendTask, .receiveTask, .decisionTask, .callActivity, .throwing(.message), .throwing(.signal): true
        default: false
        }
    }
}
