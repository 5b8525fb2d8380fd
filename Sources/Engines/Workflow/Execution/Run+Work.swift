import Kernel

extension Run {
    /// A token stands at a user task: there is work for somebody.
    mutating func openWork(_ id: Int) throws {
        guard let place = instance.tokens.firstIndex(where: { $0.id == id }) else { return }
        guard let order = try describe(instance.tokens[place]) else { return }
        instance.tokens[place].work = [WorkItem(id: id, role: order.role, after: [])]
        effects.append(.createTask(order))
    }

    /// The task at which a token stands, as the definition has it.
    func describe(_ token: Token) throws -> TaskOrder? {
        let node = definition.nodes[try node(token.at)]
        guard node.kind == .userTask else { return nil }
        let mine = token.work?.first { $0.id == token.id }
        return TaskOrder(
            work: token.id, element: node.id, name: node.title, stage: node.duty.stage,
            role: try worked(node.duty.role, of: token, at: node), body: try worked(node.duty.body, of: token, at: node),
            assignee: mine?.assignee, days: node.duty.days,
            isSpecial: node.duty.isSpecial, documents: node.duty.documents, outcomes: node.duty.outcomes,
            isHeld: mine.map { !token.isOpen($0) } ?? false
        )
    }

    mutating func complete(_ work: Int, _ outcome: String?, _ variables: [String: JSON], by: String) throws {
        let (place, item) = try findOpen(work)
        let token = instance.tokens[place], node = definition.nodes[try node(token.at)]
        let mine = token.work?[item]
        let outcomes = node.duty.outcomes
        let isFree = work != token.id || mine?.owner != nil || outcomes.isEmpty
        guard isFree || outcome.map(outcomes.contains) ?? false else {
            throw Problem("workflow.outcome", .invalid, ["outcome": outcome ?? "", "element": node.id, "name": node.title])
        }
        keep(variables, scope: token.scope, token: token.id)
        if let owner = mine?.owner {
            instance.tokens[place].work?[item].assignee = owner
            instance.tokens[place].work?[item].owner = nil
            return effects.append(.assignTask(work, to: owner))
        }
        let done = WorkItem.Done(by: by, at: now, outcome: outcome)
        instance.tokens[place].work?[item].done = done
        try goOn(place, was: token, node)
    }

    /// After a work item: those it held up can be done now; when none is left, the token goes on with the task's own outcome.
    private mutating func goOn(_ place: Int, was: Token, _ node: FlowNode) throws {
        let token = instance.tokens[place], work = token.work ?? []
        for item in work where token.isOpen(item) && !was.isOpen(item) { effects.append(.releaseTask(item.id)) }
        guard work.allSatisfy({ $0.done != nil }) else { return }
        let outcome = work.first { $0.id == token.id }?.done?.outcome
        if let name = node.result { keep([name: outcome.map(JSON.string) ?? .null], scope: token.scope, token: token.id) }
        try leave(token.id, outcome: outcome)
    }

    mutating func reassign(_ work: Int, to assignee: String) throws {
        let (place, item) = try find(work)
        instance.tokens[place].work?[item].assignee = assignee
        instance.tokens[place].work?[item].owner = nil
        effects.append(.assignTask(work, to: assignee))
    }

    /// When it was delegated before, it still comes back to whose it was first.
    mutating func delegate(_ work: Int, to assignee: String, by: String) throws {
        let (place, item) = try findOpen(work)
        let mine = instance.tokens[place].work?[item]
        instance.tokens[place].work?[item].owner = mine?.owner ?? mine?.assignee ?? by
        instance.tokens[place].work?[item].assignee = assignee
        effects.append(.assignTask(work, to: assignee))
    }

    /// The token stays where it is, so whatever joins further on waits for one token as before.
    mutating func addSign(_ work: Int, _ sign: AddedSign) throws {
        let (place, item) = try find(work)
        let token = instance.tokens[place], node = definition.nodes[try node(token.at)]
        guard !instance.isSuspended(token) else { throw Problem("workflow.suspended", .conflict) }
        guard let items = token.work, items.count < Self.signLimit else { throw problem("too_many_signs", node) }
        let id = instance.number()
        var added = WorkItem(id: id, role: sign.role, assignee: sign.assignee, after: [])
        switch sign.place {
        case .before:
            added.after = items[item].after
            instance.tokens[place].work?[item].after.append(id)
            if token.isOpen(items[item]) { effects.append(.holdTask(work)) }
        case .after: added.after = [work]
        case .parallel: break
        }
        instance.tokens[place].work?.append(added)
        effects.append(.createTask(TaskOrder(
            work: id, element: node.id, name: node.title, stage: node.duty.stage, role: sign.role, body: nil, assignee: sign.assignee,
            days: nil, isSpecial: false, documents: [], outcomes: node.duty.outcomes, isHeld: !instance.tokens[place].isOpen(added)
        )))
    }

    private static let signLimit = 50

    // MARK: - Finding

    /// The places of the token and of the work item in it that isn't done yet.
    func find(_ work: Int) throws(Problem) -> (token: Int, item: Int) {
        for (place, token) in instance.tokens.enumerated() {
            if let item = token.work?.firstIndex(where: { $0.id == work && $0.done == nil }) { return (place, item) }
        }
        throw Problem("workflow.no_such_work", .conflict, ["work": "\(work)"])
    }

    /// As `find`, when it can be done now.
    func findOpen(_ work: Int) throws(Problem) -> (token: Int, item: Int) {
        let (place, item) = try find(work)
        let token = instance.tokens[place]
        guard !instance.isSuspended(token) else { throw Problem("workflow.suspended", .conflict) }
        guard let items = token.work, token.isOpen(items[item]) else { throw Problem("workflow.work_held", .conflict) }
        return (place, item)
    }
}
