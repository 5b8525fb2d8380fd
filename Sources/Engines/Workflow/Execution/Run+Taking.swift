import Kernel

extension Run {
    mutating func take(_ event: ProcessEvent) throws {
        if instance.suspended != nil, !event.isTakenWhileSuspended { throw Problem("workflow.suspended", .conflict) }
        switch event {
        case .complete(let work, let outcome, let variables, let by): try complete(work, outcome, variables, by: by)
        case .reassign(let work, let to): try reassign(work, to: to)
        case .delegate(let work, let to, let by): try delegate(work, to: to, by: by)
        case .addSign(let work, let sign): try addSign(work, sign)
        case .sendBack(let work, let to, let by): try sendBack(work, to: to, by: by)
        case .takeBack(let work, let by): try takeBack(work, by: by)
        case .suspend(let work): try suspend(work)
        case .resume(let work): try resume(work)
        case .withdraw: withdraw()
        case .answer(let token, let variables, let value, let outcome): try answer(token, variables, value, outcome)
        case .fail(let token, let code): try fail(token, code)
        case .timer(let id): try fire(timer: id)
        case .message(let name, let variables): try deliver(message: name, variables)
        case .signal(let name, let variables):
            instance.variables.merge(variables) { $1 }
            try deliver(signal: name)
        }
    }

    /// What a service, a decision or a called process has to say.
    private mutating func answer(_ id: Int, _ variables: [String: JSON], _ value: JSON?, _ outcome: String?) throws {
        let token = try outside(id)
        keep(variables, scope: token.scope, token: id)
        if let value, let name = definition.node(token.at)?.result { keep([name: value], scope: token.scope, token: id) }
        try leave(id, outcome: outcome ?? token.outcome)
    }

    private mutating func fail(_ id: Int, _ code: String) throws {
        let token = try outside(id)
        try raise(error: code, from: id, scope: token.scope, node: definition.nodes[node(token.at)])
    }

    /// The token that waits for somebody outside under that number.
    private func outside(_ id: Int) throws -> Token {
        guard let token = instance.token(id), token.several == nil, let node = definition.node(token.at), node.isOutside else {
            throw Problem("workflow.no_such_token", .conflict, ["token": "\(id)"])
        }
        guard !instance.isSuspended(token) else { throw Problem("workflow.suspended", .conflict) }
        return token
    }

    /// 撤回: everything is cut off.
    private mutating func withdraw() {
        clear(scope: 0, by: nil)
        disarmEventSubprocesses(scope: 0)
        instance.state = .withdrawn
        instance.suspended = nil
        effects.append(.withdrawn)
    }

    // MARK: - Suspension

    private mutating func suspend(_ work: Int?) throws {
        guard let work else {
            hold(instance.tokens)
            effects += scopeTimers().map { .holdTimer($0) }
            instance.suspended = now
            return
        }
        let place = try branch(of: work)
        guard !instance.isSuspended(instance.tokens[place]) else { throw Problem("workflow.suspended", .conflict) }
        hold(branch(at: instance.tokens[place].id))
        instance.tokens[place].suspended = now
    }

    private mutating func resume(_ work: Int?) throws {
        guard let work else {
            guard instance.suspended != nil else { throw Problem("workflow.not_suspended", .conflict) }
            instance.suspended = nil
            release(instance.tokens)
            effects += scopeTimers().map { .releaseTimer($0) }
            return
        }
        let place = try branch(of: work)
        guard instance.tokens[place].suspended != nil else { throw Problem("workflow.not_suspended", .conflict) }
        instance.tokens[place].suspended = nil
        release(branch(at: instance.tokens[place].id))
    }

    /// The token of that number, or the one that has this work item, done or not.
    private func branch(of work: Int) throws -> Int {
        let place = instance.tokens.firstIndex { $0.id == work || $0.work?.contains { $0.id == work } ?? false }
        guard let place else { throw Problem("workflow.no_such_work", .conflict, ["work": "\(work)"]) }
        return place
    }

    /// The token and all that it holds.
    private func branch(at id: Int) -> [Token] {
        var held: Set<Int> = [id]
        // Whoever holds another has the smaller number.
        return instance.tokens.sorted { $0.id < $1.id }.filter { token in
            guard token.id == id || held.contains(token.scope) else { return false }
            held.insert(token.id)
            return true
        }
    }

    /// Work and timers of what was moving.
    private mutating func hold(_ tokens: [Token]) {
        for token in tokens where !instance.isSuspended(token) {
            for item in token.work ?? [] where token.isOpen(item) { effects.append(.holdTask(item.id)) }
            for timer in timers(of: token) { effects.append(.holdTimer(timer.id)) }
        }
    }

    /// Work and timers of what moves again.
    private mutating func release(_ tokens: [Token]) {
        for token in tokens where !instance.isSuspended(token) {
            for item in token.work ?? [] where token.isOpen(item) { effects.append(.releaseTask(item.id)) }
            for timer in timers(of: token) { effects.append(.releaseTimer(timer.id)) }
        }
    }
}

extension ProcessEvent {
    /// What may happen while the whole stands: it goes on, it is given up, work changes hands.
    fileprivate var isTakenWhileSuspended: Bool {
        switch self {
        case .resume(nil), .withdraw, .reassign: true
        default: false
        }
    }
}

extension FlowNode {
    /// Whether somebody outside is asked and answers.
    var isOutside: Bool {
        switch kind {
        case .serviceTask, .decisionTask, .callActivity: true
        default: false
        }
    }
}
