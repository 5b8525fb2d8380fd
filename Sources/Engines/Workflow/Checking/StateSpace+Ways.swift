/// How tokens can leave a node.
extension StateSpace {
    /// One way in which tokens can leave a node.
    struct Way {
        var flows: [Int]
        var boundaries: [Int] = []
        var isClearing = false
    }

    func ways(_ place: Int) -> [Way] {
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
        let interrupting = node.boundaries.filter { definition.nodes[$0].isInterrupting }
        let other = node.boundaries.filter { !definition.nodes[$0].isInterrupting }
        return ordinary.flatMap { chosen in
            Self.subsets(other).map { fired in Way(flows: always + chosen + fired.flatMap(outgoing), boundaries: fired) }
        } + interrupting.map { Way(flows: outgoing($0), boundaries: [$0]) }
    }

    private func outgoing(_ node: Int) -> [Int] { definition.nodes[node].outgoing }

    /// All choices of a few; of many only each one, and all of them.
    private static func subsets(_ all: [Int]) -> [[Int]] {
        guard all.count <= 6 else { return [[]] + all.map { [$0] } + [all] }
        return (0..<(1 << all.count)).map { mask in all.enumerated().filter { mask & (1 << $0.offset) != 0 }.map(\.element) }
    }

    /// Ends that take no other token with them.
    static func ends(_ definition: ProcessDefinition) -> Set<Int> {
        Set(definition.nodes.indices.filter { place in
            guard case .end(let trigger) = definition.nodes[place].kind else { return false }
            return trigger != .terminate && !trigger.isError
        })
    }

    /// What comes only of boundary events that don't interrupt: reminders may overtake one another.
    static func asides(_ definition: ProcessDefinition, _ scope: Int?) -> Set<Int> {
        let targets = { (node: Int) in definition.nodes[node].outgoing.map { definition.flows[$0].target } }
        let boundaries = definition.nodes.indices.filter { definition.nodes[$0].scope == scope && definition.nodes[$0].isBoundary }
        let quiet = boundaries.filter { !definition.nodes[$0].isInterrupting }
        let other = boundaries.filter { definition.nodes[$0].isInterrupting }
        let starts = definition.graph.starts[scope ?? FlowGraph.process] ?? []
        return Set(FlowGraph.walk(from: quiet, targets)).subtracting(FlowGraph.walk(from: starts + other, targets))
    }
}
