/// What is wrong with the states that were found.
extension StateSpace {
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
