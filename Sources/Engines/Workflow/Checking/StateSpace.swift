/// Every state that the tokens of one scope can be in. A state says how many tokens are on each flow: a token at a node is seen on the
/// flow by which it came, for as long as it stays it could as well not have arrived. What is inside a sub-process is a scope of its
/// own; here it is one activity. Conditions may go either way.
struct StateSpace {
    typealias State = [UInt8]

    let definition: ProcessDefinition
    let scope: Int?
    /// The scope's flows, by their places in a state.
    let places: [Int: Int]
    let ends: Set<Int>
    let asides: Set<Int>
    private(set) var states: [State] = []
    private(set) var isComplete = true
    /// For each state those that can come next.
    private(set) var next: [[Int]] = []
    private var numbers: [State: Int] = [:]
    private var moves = 0
    /// Nodes that were passed, and nodes that two tokens reached.
    private(set) var passed: Set<Int> = []
    private(set) var crowded: Set<Int> = []

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

    func crowd(in state: State) -> [Int] {
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
}
