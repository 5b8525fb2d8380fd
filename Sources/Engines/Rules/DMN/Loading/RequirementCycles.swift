import Kernel

/// Decisions that rest on themselves, by way of others or not: what no model may have (DMN 1.5, 6.3.2).
enum RequirementCycles {
    static func problems(_ nodes: [NodeID: Node]) -> [FieldProblem] {
        var finished: Set<NodeID> = [], problems: [FieldProblem] = []
        for start in nodes.keys.sorted(by: { ($0.namespace, $0.id) < ($1.namespace, $1.id) }) where !finished.contains(start) {
            problems += visit(start, nodes, &finished)
        }
        return problems
    }

    /// Depth first, with a stack of its own: models come from outside, and may be deep.
    private static func visit(_ start: NodeID, _ nodes: [NodeID: Node], _ finished: inout Set<NodeID>) -> [FieldProblem] {
        var path = [(id: start, rest: decisions(start, nodes)[...])], open: Set<NodeID> = [start], problems: [FieldProblem] = []
        while let last = path.last {
            guard let next = last.rest.first else {
                finished.insert(last.id)
                open.remove(last.id)
                path.removeLast()
                continue
            }
            path[path.count - 1].rest = last.rest.dropFirst()
            if open.contains(next) {
                problems.append(FieldProblem(next.id, "rules.model.cycle", ["name": nodes[next]?.name ?? ""]))
            } else if !finished.contains(next) {
                open.insert(next)
                path.append((next, decisions(next, nodes)[...]))
            }
        }
        return problems
    }

    private static func decisions(_ id: NodeID, _ nodes: [NodeID: Node]) -> [NodeID] {
        guard case .decision(let decision) = nodes[id] else { return [] }
        return decision.requirements.filter { if case .decision = nodes[$0] { true } else { false } }
    }
}
