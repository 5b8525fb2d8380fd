/// Every state that the tokens of one scope can be in. A state says how many tokens are on each flow: a token at a node is seen on the
/// flow by which it came, for as long as it stays it could as well not have arrived. What is inside a sub-process is a scope of its
/// own; here it is one activity. Conditions may go either way.
struct StateSpace {
    typealias State = [UInt8]

    let definition: ProcessDefinition
    let scope: Int?
    /// The scope's flows, by their places in a state.
    let places: [Int: Int]
    private let ends: Set<Int>
    private let asides: Set<Int>
    private(set) var states: [State] = []
    private(set) var isComplete = true
    /// For each state those that can come next.
    private var next: [[Int]] = []
    private var numbers: [State: Int] = [:]
    private var moves = 0
    /// Nodes that were passed, and nodes that two tokens reached.
    private var passed: Set<Int> = []
    private var crowded: Set<Int> = []

    init(_ definition: ProcessDefinition, scope: Int?, limit: Int) {
        (self.definition, self.scope) = (definition, scope)
        (ends, asides) = (Self.ends(definition), Self.asides(definition, scope))
        let flows = definition.flows.indices.filter { definition.nodes[definition.flows[$0].source].scope == scope }
        places = Dictionary(uniqueKeysWithValues: flows.enumerated().map { ($0.element, $0.offset) })
        explore(limit)
    }

    /// Whether the state can be come to; `nil` when not all could be looked at.
    func reaches(_ state: State) -> Bool? { numbers[state] != nil ? true : isComplete ? false : nil }

    /// The state in which these tokens of the scope are.
    func state(of tokens: [Token]) -> State {
        tokens.reduce(into: State(repeating: 0, count: places.count)) { state, token in
            if let flow = token.via.flatMap({ definition.graph.flowIndex[$0] }) { add(flow, to: &state) }
        }
    }

    private mutating func explore(_ limit: Int) {
        let empty = State(repeating: 0, count: places.count)
        for start in definition.graph.starts[scope ?? FlowGraph.process] ?? [] {
            passed.insert(start)
            passed.formUnion(definition.nodes[start].outgoing.map { definition.flows[$0].target }.filter(ends.contains))
            _ = number(definition.nodes[start].outgoing.reduce(into: empty) { add($1, to: &$0) })
        }
        // As much memory and time as a bound on states alone would not keep to, when each state is large or leads to many.
        let bound = min(limit, 4_000_000 / max(places.count, 1))
        var place = 0
        while place < states.count {
            guard states.count <= bound, moves <= 20 * limit else { isComplete = false; return }
            next.append(crowd(in: states[place]).isEmpty ? following(states[place]) : [])
            place += 1
        }
    }

    private mutating func number(_ state: State) -> Int {
        if let known = numbers[state] { return known }
        numbers[state] = states.count
        states.append(state)
        let crowd = crowd(in: state)
        if !crowd.isEmpty { crowded.formUnion(crowd); isComplete = false }
        return states.count - 1
    }

    private func crowd(in state: State) -> [Int] {
        guard state.contains(where: { $0 > 1 }) else { return [] }
        return places.filter { state[$0.value] > 1 }.map { definition.flows[$0.key].target }
    }

    /// A token that has come to an end is gone; of those that only remind, one stands for all.
    private func add(_ flow: Int, to state: inout State) {
        guard let place = places[flow] else { return }
        let target = definition.flows[flow].target
        if ends.contains(target) { return }
        state[place] = min(state[place] + 1, asides.contains(target) ? 1 : 2)
    }

    /// Ends that take no other token with them.
    private static func ends(_ definition: ProcessDefinition) -> Set<Int> {
        Set(definition.nodes.indices.filter { place in
            guard case .end(let trigger) = definition.nodes[place].kind else { return false }
            if case .error = trigger { return false }
            return trigger != .terminate
        })
    }

    /// What comes only of boundary events that don't interrupt: reminders may overtake one another.
    private static func asides(_ definition: ProcessDefinition, _ scope: Int?) -> Set<Int> {
        let targets = { (node: Int) in definition.nodes[node].outgoing.map { definition.flows[$0].target } }
        let (quiet, other) = definition.nodes.indices.filter { definition.nodes[$0].scope == scope }.reduce(into: ([Int](), [Int]())) { lists, place in
            guard case .boundary(_, _, let isInterrupting) = definition.nodes[place].kind else { return }
            if isInterrupting { lists.1.append(place) } else { lists.0.append(place) }
        }
        let starts = definition.graph.starts[scope ?? FlowGraph.process] ?? []
        return FlowGraph.walk(from: Set(quiet), targets).subtracting(FlowGraph.walk(from: Set(starts + other), targets))
    }

    // MARK: - What can happen

    private mutating func following(_ state: State) -> [Int] {
        var following: Set<Int> = []
        for node in Set(places.filter { state[$0.value] > 0 }.map { definition.flows[$0.key].target }).sorted() {
            for taken in takes(node, state) {
                passed.insert(node)
                for way in ways(node) {
                    moves += 1
                    passed.formUnion(way.boundaries)
                    passed.formUnion(way.flows.map { definition.flows[$0].target }.filter(ends.contains))
                    let empty = State(repeating: 0, count: state.count)
                    following.insert(number(way.isClearing ? empty : way.flows.reduce(into: taken) { add($1, to: &$0) }))
                }
            }
        }
        return following.sorted()
    }

    /// What remains after the node has taken the tokens that it needs, in each way in which it can.
    private func takes(_ place: Int, _ state: State) -> [State] {
        let node = definition.nodes[place]
        let filled = node.incoming.filter { state[places[$0] ?? 0] > 0 }
        guard node.isJoin else { return filled.map { without([$0], state) } }
        if node.kind == .inclusive { return isJoined(place, filled, state) ? [without(filled, state)] : [] }
        if filled.count == node.incoming.count { return [without(filled, state)] }
        guard node.isEarlyJoin, let region = definition.graph.regions[place], !region.isEmpty else { return [] }
        var rest = without(filled, state)
        for (flow, place) in places where region.contains(definition.flows[flow].target) { rest[place] = 0 }
        return [rest]
    }

    private func without(_ flows: [Int], _ state: State) -> State {
        flows.reduce(into: state) { state, flow in if let place = places[flow] { state[place] -= 1 } }
    }

    private func isJoined(_ gateway: Int, _ filled: [Int], _ state: State) -> Bool {
        let incoming = definition.nodes[gateway].incoming
        let mask = incoming.enumerated().reduce(UInt64(0)) { filled.contains($1.element) ? $0 | 1 << UInt64($1.offset) : $0 }
        return places.allSatisfy { flow, place in
            guard state[place] > 0, definition.flows[flow].target != gateway else { return true }
            let reach = definition.graph.reach(gateway, from: definition.flows[flow].target)
            return reach & ~mask == 0 || reach & mask != 0
        }
    }

    /// One way in which tokens can leave a node.
    private struct Way {
        var flows: [Int]
        var boundaries: [Int] = []
        var isClearing = false
    }

    private func ways(_ place: Int) -> [Way] {
        let node = definition.nodes[place]
        switch node.kind {
        case .exclusive, .eventBased: return node.outgoing.isEmpty ? [Way(flows: [])] : node.outgoing.map { Way(flows: [$0]) }
        case .inclusive: return Self.subsets(node.outgoing).filter { !$0.isEmpty || node.outgoing.isEmpty }.map { Way(flows: $0) }
        case .end(.terminate), .end(.error): return [Way(flows: [], isClearing: true)]
        default: return activityWays(node)
        }
    }

    /// Done in the ordinary way, with or without what doesn't interrupt; or interrupted.
    private func activityWays(_ node: FlowNode) -> [Way] {
        let choices = node.kind == .parallel ? [] : node.outgoing.filter { definition.flows[$0].condition != nil || $0 == node.defaultFlow }
        let always = node.outgoing.filter { !choices.contains($0) }
        let ordinary = choices.isEmpty ? [[]] : Self.subsets(choices).filter { !$0.isEmpty || !always.isEmpty }
        let (interrupting, other) = boundaries(node)
        return ordinary.flatMap { chosen in
            Self.subsets(other).map { fired in Way(flows: always + chosen + fired.flatMap(outgoing), boundaries: fired) }
        } + interrupting.map { Way(flows: outgoing($0), boundaries: [$0]) }
    }

    private func outgoing(_ node: Int) -> [Int] { definition.nodes[node].outgoing }

    private func boundaries(_ node: FlowNode) -> (interrupting: [Int], other: [Int]) {
        let split = Dictionary(grouping: node.boundaries) { place in
            if case .boundary(_, _, true) = definition.nodes[place].kind { true } else { false }
        }
        return (split[true] ?? [], split[false] ?? [])
    }

    /// All choices of a few; of many only each one, and all of them.
    private static func subsets(_ all: [Int]) -> [[Int]] {
        guard all.count <= 6 else { return [[]] + all.map { [$0] } + [all] }
        return (0..<(1 << all.count)).map { mask in all.enumerated().filter { mask & (1 << $0.offset) != 0 }.map(\.element) }
    }

    // MARK: - What is wrong

    func findings() -> [Finding] {
        let findings = crowded.sorted().map { Finding(.unsynchronised, definition.nodes[$0]) } + deadlocks()
        if !isComplete, crowded.isEmpty { return findings + [tooLarge] }
        // What lies behind a place that holds everything up is not dead for reasons of its own.
        return findings.isEmpty ? endless() + dead() : findings
    }

    private var tooLarge: Finding {
        let arguments = ["states": "\(states.count)"]
        return scope.map { Finding(.tooLarge, definition.nodes[$0], arguments) } ?? Finding(.tooLarge, definition, arguments)
    }

    /// Tokens, and nothing that can take them: those that wait at joins.
    private func deadlocks() -> [Finding] {
        var missing: [Int: Set<Int>] = [:]
        for (number, state) in states.enumerated() where number < next.count && next[number].isEmpty && crowd(in: state).isEmpty {
            for (flow, place) in places where state[place] > 0 {
                let join = definition.flows[flow].target
                missing[join, default: []].formUnion(definition.nodes[join].incoming.filter { state[places[$0] ?? 0] == 0 })
            }
        }
        return missing.sorted { $0.key < $1.key }.map { join, flows in
            let sources = flows.sorted().map { definition.nodes[definition.flows[$0].source].title }.joined(separator: "、")
            return Finding(.deadlock, definition.nodes[join], ["missing": sources])
        }
    }

    /// States from which no way leads to the empty one.
    private func endless() -> [Finding] {
        var before = [[Int]](repeating: [], count: states.count)
        for (number, following) in next.enumerated() { for state in following { before[state].append(number) } }
        var ending: Set<Int> = []
        var open = states.indices.filter { states[$0].allSatisfy { $0 == 0 } }
        while let state = open.popLast() {
            if ending.insert(state).inserted { open += before[state] }
        }
        let lost = states.indices.filter { !ending.contains($0) }
        let nodes = Set(lost.flatMap { state in places.filter { states[state][$0.value] > 0 }.map { definition.flows[$0.key].target } })
        return nodes.min().map { [Finding(.endless, definition.nodes[$0])] } ?? []
    }

    private func dead() -> [Finding] {
        definition.nodes.indices.filter { place in
            let node = definition.nodes[place]
            return node.scope == scope && node.kind != .eventSubprocess && !passed.contains(place)
        }.map { Finding(.dead, definition.nodes[$0]) }
    }
}
