import Kernel

extension Run {
    // MARK: - What is thrown

    mutating func throwEvent(_ trigger: Trigger, _ arrival: Arrival, _ node: FlowNode) throws {
        let id = place(arrival)
        try bringAbout(trigger, from: id, arrival.scope, node)
        if instance.token(id) != nil { try leave(id, outcome: arrival.outcome) }
    }

    mutating func end(_ trigger: Trigger, _ arrival: Arrival, _ node: FlowNode) throws {
        if let outcome = node.result ?? arrival.outcome { conclude(outcome, scope: arrival.scope) }
        let id = place(arrival)
        try bringAbout(trigger, from: id, arrival.scope, node)
        if instance.token(id) != nil { try leave(id, outcome: arrival.outcome) }
    }

    private mutating func conclude(_ outcome: String, scope: Int) {
        if scope == 0 {
            instance.outcome = outcome
        } else if let place = instance.tokens.firstIndex(where: { $0.id == scope }) {
            instance.tokens[place].outcome = outcome
        }
    }

    private mutating func bringAbout(_ trigger: Trigger, from id: Int, _ scope: Int, _ node: FlowNode) throws {
        switch trigger {
        case .none, .link, .timer: return
        case .message(let name): effects.append(.sendMessage(name: name, element: node.id))
        case .signal(let name):
            effects.append(.broadcast(signal: name))
            try deliver(signal: name)
        case .error(let code):
            // The token has come to its end; what it leaves behind is for the handler to clear.
            try leave(id, outcome: instance.token(id)?.outcome)
            try raise(error: code ?? "", from: nil, scope: scope, node: node)
        case .escalation(let code): try escalate(code, scope: scope, node)
        case .terminate:
            try leave(id, outcome: instance.token(id)?.outcome)
            clear(scope: scope, by: id)
        }
    }

    /// Up from where it happened: the activity's boundary, the event sub-processes beside it, the boundary of what holds it all.
    /// What nothing catches ends the instance.
    mutating func raise(error code: String, from id: Int?, scope: Int, node: FlowNode) throws {
        let isCaught = try handle(from: id, scope: scope) { trigger in
            if case .error(let wanted) = trigger { wanted == nil || wanted == code } else { false }
        }
        guard !isCaught else { return }
        clear(scope: 0, by: nil)
        disarmEventSubprocesses(scope: 0)
        instance.state = .failed
        instance.outcome = code
        effects.append(.failed(code: code, element: node.id))
    }

    private mutating func escalate(_ code: String?, scope: Int, _ node: FlowNode) throws {
        let isCaught = try handle(from: nil, scope: scope) { trigger in
            if case .escalation(let wanted) = trigger { wanted == nil || wanted == code } else { false }
        }
        if !isCaught { effects.append(.escalated(code: code, element: node.id)) }
    }

    private mutating func handle(from id: Int?, scope: Int, _ isHandled: (Trigger) -> Bool) throws -> Bool {
        var (holder, scope) = (id, scope)
        while true {
            if let token = holder.flatMap({ instance.token($0) }) {
                scope = token.scope
                if let waiter = waiters(of: token).first(where: { $0.isBoundary && isHandled(trigger($0)) }) {
                    try wake(waiter)
                    return true
                }
            }
            if let waiter = eventSubprocesses(of: scope).first(where: { isHandled(trigger($0)) }) {
                try wake(waiter)
                return true
            }
            guard scope != 0 else { return false }
            holder = scope
        }
    }

    // MARK: - What comes from outside

    mutating func deliver(message name: String, _ variables: [String: JSON]) throws {
        guard let waiter = allWaiters().first(where: { trigger($0) == .message(name) }) else {
            throw Problem("workflow.nobody_waits", .conflict, ["message": name])
        }
        keep(variables, scope: waiter.token)
        try wake(waiter)
    }

    /// Everyone who waits at this moment; what one of them brings about may take another away.
    mutating func deliver(signal name: String) throws {
        for waiter in allWaiters() where trigger(waiter) == .signal(name) {
            let isStillThere = waiter.token == 0 || instance.token(waiter.token) != nil
            if isStillThere, instance.isOpen { try wake(waiter) }
        }
    }

    mutating func fire(timer id: String) throws {
        let waiters = instance.tokens.flatMap(waiters(of:)) + scopes().flatMap(eventSubprocesses(of:))
        guard let waiter = waiters.first(where: { timer($0)?.id == id }) else {
            throw Problem("workflow.no_such_timer", .conflict, ["timer": id])
        }
        if let token = instance.token(waiter.token), instance.isSuspended(token) { throw Problem("workflow.suspended", .conflict) }
        spent = id
        try wake(waiter)
    }

    private func trigger(_ waiter: Waiter) -> Trigger { definition.nodes[waiter.node].trigger ?? .none }

    /// Everything that is waited for, where nothing is suspended.
    func allWaiters() -> [Waiter] {
        guard instance.isOpen, instance.suspended == nil else { return [] }
        let tokens = instance.tokens.filter { !instance.isSuspended($0) }
        let open = scopes().filter { scope in scope == 0 || tokens.contains { $0.id == scope } }
        return tokens.flatMap(waiters(of:)) + open.flatMap(eventSubprocesses(of:))
    }
}
