import Kernel

/// An event that something in the instance waits for.
struct Waiter {
    enum Place { case node, gateway(flow: Int), boundary, scope }

    /// The token at the node, at the event gateway, at the activity, or that holds the event sub-process; 0 for the process.
    let token: Int
    /// The event.
    let node: Int
    let place: Place

    var isBoundary: Bool { if case .boundary = place { true } else { false } }
}

extension Run {
    /// What a token waits for: at its node, at each branch of an event gateway, at its activity's boundary.
    func waiters(of token: Token) -> [Waiter] {
        guard let place = definition.graph.index[token.at] else { return [] }
        let node = definition.nodes[place]
        var waiters: [Waiter] = []
        switch node.kind {
        case .catching: waiters.append(Waiter(token: token.id, node: place, place: .node))
        case .receiveTask where token.several == nil: waiters.append(Waiter(token: token.id, node: place, place: .node))
        case .eventBased:
            waiters += node.outgoing.map { Waiter(token: token.id, node: definition.flows[$0].target, place: .gateway(flow: $0)) }
        default: break
        }
        guard !node.boundaries.isEmpty, !isOneOfSeveral(token) else { return waiters }
        return waiters + node.boundaries.filter { isArmed($0, on: token) }.map { Waiter(token: token.id, node: $0, place: .boundary) }
    }

    /// Boundary events are on the activity as a whole, not on each of several.
    private func isOneOfSeveral(_ token: Token) -> Bool {
        guard token.index != nil, let host = instance.token(token.scope) else { return false }
        return host.several != nil && host.at == token.at
    }

    /// A timer that doesn't interrupt runs out once, or as often as it says.
    private func isArmed(_ boundary: Int, on token: Token) -> Bool {
        let node = definition.nodes[boundary]
        guard case .boundary(.timer(let rule), _, false) = node.kind else { return true }
        return (token.fired?[node.id] ?? 0) < rule.repetitions
    }

    /// The event sub-processes that can still begin in a scope: none once one has begun that interrupts the rest.
    func eventSubprocesses(of scope: Int) -> [Waiter] {
        let host = instance.token(scope)
        guard host?.several == nil else { return [] }
        let place = host.flatMap { definition.graph.index[$0.at] } ?? FlowGraph.process
        let subprocesses = definition.graph.eventSubprocesses[place] ?? []
        guard !subprocesses.contains(where: { isInterrupting($0) && begun($0, in: scope) > 0 }) else { return [] }
        return subprocesses.flatMap { subprocess in
            (definition.graph.starts[subprocess] ?? []).filter { start in
                guard case .timer(let rule)? = definition.nodes[start].trigger else { return true }
                return begun(subprocess, in: scope) < rule.repetitions
            }
        }.map { Waiter(token: scope, node: $0, place: .scope) }
    }

    /// How often an event sub-process has begun in a scope.
    private func begun(_ subprocess: Int, in scope: Int) -> Int {
        let id = definition.nodes[subprocess].id
        return instance.tokens.count { $0.scope == scope && $0.at == id }
            + instance.trail.count { $0.scope == scope && $0.at == id && $0.end != .undone }
    }

    private func isInterrupting(_ subprocess: Int) -> Bool {
        (definition.graph.starts[subprocess] ?? []).contains { definition.nodes[$0].isInterrupting }
    }

    /// The process, and every token that holds a scope.
    func scopes() -> [Int] {
        [0] + instance.tokens.filter { $0.several == nil && definition.node($0.at)?.isScope ?? false }.map(\.id)
    }

    // MARK: - It has come

    mutating func wake(_ waiter: Waiter) throws {
        switch waiter.place {
        case .node: try leave(waiter.token, outcome: instance.token(waiter.token)?.outcome)
        case .gateway(let flow): try takeBranch(flow, of: waiter.token)
        case .boundary: try wakeBoundary(waiter)
        case .scope: try wakeSubprocess(waiter)
        }
    }

    private mutating func takeBranch(_ flow: Int, of id: Int) throws {
        guard let place = instance.tokens.firstIndex(where: { $0.id == id }) else { return }
        let token = instance.tokens.remove(at: place)
        disarm(token)
        instance.trail.append(token.passage(until: now, .passed, outcome: token.outcome))
        let target = definition.flows[flow].target
        try pass(Arrival(node: target, scope: token.scope, from: [id], via: flow, outcome: token.outcome))
    }

    private mutating func wakeBoundary(_ waiter: Waiter) throws {
        guard let place = instance.tokens.firstIndex(where: { $0.id == waiter.token }),
              case .boundary(let trigger, _, let isInterrupting) = definition.nodes[waiter.node].kind else { return }
        let token = instance.tokens[place]
        if isInterrupting {
            cancel(token.id, by: instance.last + 1)
        } else {
            instance.tokens[place].fired = (token.fired ?? [:]).merging([definition.nodes[waiter.node].id: 1], uniquingKeysWith: +)
            if case .timer = trigger, isArmed(waiter.node, on: instance.tokens[place]) { try start(waiter) }
        }
        try pass(Arrival(node: waiter.node, scope: token.scope, from: [token.id], outcome: token.outcome))
    }

    private mutating func wakeSubprocess(_ waiter: Waiter) throws {
        guard let subprocess = definition.nodes[waiter.node].scope else { return }
        if isInterrupting(subprocess) {
            disarmEventSubprocesses(scope: waiter.token)
            clear(scope: waiter.token, by: instance.last + 1)
        }
        try wait(Arrival(node: subprocess, scope: waiter.token, from: waiter.token == 0 ? [] : [waiter.token])) {
            try $0.openScope($1, Arrival(node: subprocess, scope: waiter.token, from: []))
        }
        let isWanted = eventSubprocesses(of: waiter.token).contains { $0.node == waiter.node }
        if isWanted { try start(waiter) }
    }

    // MARK: - Timers

    /// A timer's name is made of what waits and for which event, so that nothing need be remembered.
    func timer(_ waiter: Waiter) -> (id: String, rule: TimerRule)? {
        guard case .timer(let rule)? = definition.nodes[waiter.node].trigger else { return nil }
        return ("\(waiter.token)/\(definition.nodes[waiter.node].id)", rule)
    }

    func timers(of token: Token) -> [(id: String, rule: TimerRule)] { waiters(of: token).compactMap(timer) }

    func scopeTimers() -> [String] { scopes().flatMap(eventSubprocesses(of:)).compactMap { timer($0)?.id } }

    mutating func arm(_ token: Token) throws {
        for waiter in waiters(of: token) { try start(waiter) }
    }

    mutating func armEventSubprocesses(scope: Int) throws {
        for waiter in eventSubprocesses(of: scope) { try start(waiter) }
    }

    mutating func start(_ waiter: Waiter) throws {
        guard let (id, rule) = timer(waiter) else { return }
        let node = definition.nodes[waiter.node]
        let text = try worked(rule.text, of: instance.token(waiter.token), at: node)
        effects.append(.startTimer(TimerOrder(id: id, element: node.id, rule: TimerRule(rule.kind, text ?? ""))))
    }

    mutating func disarm(_ token: Token) {
        for timer in timers(of: token) where timer.id != spent { effects.append(.cancelTimer(timer.id)) }
    }

    mutating func disarmEventSubprocesses(scope: Int) {
        for waiter in eventSubprocesses(of: scope) {
            if let timer = timer(waiter), timer.id != spent { effects.append(.cancelTimer(timer.id)) }
        }
    }
}

extension TimerRule {
    /// How often it runs out: `R3/PT24H` thrice, `R/PT24H` without end, everything else once.
    var repetitions: Int {
        guard kind == .cycle, text.hasPrefix("R") else { return 1 }
        let count = text.dropFirst().prefix { $0 != "/" }
        return count.isEmpty ? .max : Int(count) ?? 1
    }
}
