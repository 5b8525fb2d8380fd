import Kernel

/// A state and what is to be done about it.
public struct ProcessStep: Sendable, Hashable {
    public let instance: ProcessInstance
    public let effects: [ProcessEffect]
}

extension ProcessDefinition {
    /// Begins a procedure.
    /// - Parameters:
    ///   - version: what the definition is kept under; the instance remembers it.
    ///   - start: the start event's id when the process has several; the one without a trigger otherwise, or the first.
    /// Throws what `step` throws, and `workflow.no_such_start`.
    public func start(
        version: String = "1", at start: String? = nil, variables: [String: JSON] = [:], _ expressions: any Expressions, now: Timestamp
    ) throws -> ProcessStep {
        let starts = graph.starts[FlowGraph.process] ?? []
        let plain = starts.first { nodes[$0].trigger == Trigger.none } ?? starts.first
        guard let first = start.map({ id in starts.first { nodes[$0].id == id } }) ?? plain else {
            throw Problem("workflow.no_such_start", .invalid, ["element": start ?? ""])
        }
        let instance = ProcessInstance(definition: id, version: version, variables: variables)
        var run = Run(self, expressions, now, instance)
        try run.armEventSubprocesses(scope: 0)
        run.agenda.append(Arrival(node: first, scope: 0, from: []))
        return try run.settled()
    }

    /// One step: pure, the same from the same. Nothing is changed when it throws.
    /// Throws `workflow.other_definition` when the instance is of another process, `workflow.over` when it is no longer running,
    /// `workflow.suspended`, `workflow.not_suspended`, `workflow.no_such_work`, `workflow.work_held`, `workflow.outcome`,
    /// `workflow.no_such_token`, `workflow.no_such_timer`, `workflow.no_such_element`, `workflow.nobody_waits`, `workflow.return_target`,
    /// `workflow.take_back`, `workflow.too_many_signs`, `workflow.no_way` when no flow may be taken, `workflow.repetition`,
    /// `workflow.expression`, and `workflow.endless` when it would never come to rest.
    public func step(
        _ instance: ProcessInstance, _ event: ProcessEvent, _ expressions: any Expressions, now: Timestamp
    ) throws -> ProcessStep {
        guard instance.definition == id else {
            throw Problem("workflow.other_definition", .fault, reason: "\(instance.definition), not \(id)")
        }
        guard instance.isOpen else { throw Problem("workflow.over", .conflict) }
        var run = Run(self, expressions, now, instance)
        try run.take(event)
        return try run.settled()
    }
}

/// A step being made.
struct Run {
    let definition: ProcessDefinition
    let expressions: any Expressions
    let now: Timestamp
    var instance: ProcessInstance
    var effects: [ProcessEffect] = []
    /// Tokens on their way to their next node.
    var agenda = Agenda()
    /// The timer that has run out in this step; it needs no cancelling.
    var spent: String?
    private var moves = 0

    /// More moves than any sound procedure makes without waiting for anything: a thousand sub-processes may begin at once.
    private static let moveLimit = 10_000

    init(_ definition: ProcessDefinition, _ expressions: any Expressions, _ now: Timestamp, _ instance: ProcessInstance) {
        (self.definition, self.expressions, self.now, self.instance) = (definition, expressions, now, instance)
    }

    mutating func settled() throws -> ProcessStep {
        repeat {
            while let arrival = agenda.next() {
                moves += 1
                guard moves <= Self.moveLimit else { throw problem("endless", definition.nodes[arrival.node]) }
                if isAlive(arrival.scope) { try arrive(arrival) }
            }
        } while try instance.isOpen && (joinInclusive() || completeScope())
        if instance.isOpen, instance.tokens.isEmpty { finish() }
        return ProcessStep(instance: instance, effects: effects)
    }

    func isAlive(_ scope: Int) -> Bool { instance.isOpen && (scope == 0 || instance.token(scope) != nil) }

    mutating func finish() {
        disarmEventSubprocesses(scope: 0)
        instance.state = .finished
        effects.append(.finished(outcome: instance.outcome))
    }

    func problem(_ code: String, _ node: FlowNode, _ kind: Problem.Kind = .conflict, reason: String = "") -> Problem {
        Problem("workflow.\(code)", kind, ["element": node.id, "name": node.title], reason: reason)
    }

    func node(_ id: String) throws(Problem) -> Int {
        guard let node = definition.graph.index[id] else { throw Problem("workflow.no_such_element", .invalid, ["element": id]) }
        return node
    }
}

/// A token that has left one node and not yet reached the next.
struct Arrival {
    let node: Int
    let scope: Int
    let from: [Int]
    var via: Int?
    var outcome: String?
    var index: Int?
    var local: [String: JSON]?
}

/// First come, first served.
struct Agenda {
    private var arrivals: [Arrival] = []
    private var served = 0

    mutating func append(_ arrival: Arrival) { arrivals.append(arrival) }

    mutating func next() -> Arrival? {
        guard served < arrivals.count else {
            arrivals.removeAll(keepingCapacity: true)
            served = 0
            return nil
        }
        served += 1
        return arrivals[served - 1]
    }

    mutating func removeAll(where isUnwanted: (Arrival) -> Bool) {
        guard served < arrivals.count else { return }
        arrivals = arrivals[served...].filter { !isUnwanted($0) }
        served = 0
    }
}
