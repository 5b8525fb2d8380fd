/// What is worked out once about how nodes hang together, so that a step needn't.
struct FlowGraph: Sendable {
    /// A node's place by its id.
    let index: [String: Int]
    let flowIndex: [String: Int]
    /// For each scope (-1 is the process) its event sub-processes.
    let eventSubprocesses: [Int: [Int]]
    /// For each scope its start events.
    let starts: [Int: [Int]]
    /// For each joining inclusive gateway and each node: which of the gateway's incoming flows can still be reached from the node
    /// without passing the gateway, as bits.
    private let reach: [Int: [UInt64]]
    /// For each joining gateway that may decide early: the nodes between it and the gateway where its branches part.
    let regions: [Int: Set<Int>]

    static let process = -1

    init(_ nodes: [FlowNode], _ flows: [SequenceFlow]) {
        index = Dictionary(nodes.indices.map { (nodes[$0].id, $0) }) { first, _ in first }
        flowIndex = Dictionary(flows.indices.map { (flows[$0].id, $0) }) { first, _ in first }
        eventSubprocesses = Dictionary(grouping: nodes.indices.filter { nodes[$0].kind == .eventSubprocess }) {
            nodes[$0].scope ?? Self.process
        }
        starts = Dictionary(grouping: nodes.indices.filter { if case .start = nodes[$0].kind { true } else { false } }) {
            nodes[$0].scope ?? Self.process
        }
        let next = nodes.map { node in ([node] + node.boundaries.map { nodes[$0] }).flatMap(\.outgoing) }
        reach = Dictionary(uniqueKeysWithValues: nodes.indices.filter { nodes[$0].kind == .inclusive && nodes[$0].incoming.count > 1 }.map {
            ($0, Self.reach(of: $0, nodes, flows, next))
        })
        regions = Dictionary(uniqueKeysWithValues: nodes.indices.filter { nodes[$0].isEarlyJoin }.map { join in
            (join, Self.region(before: join, nodes, flows, next))
        })
    }

    /// Which incoming flows of the gateway, as bits in their order, can be reached from the node.
    func reach(_ gateway: Int, from node: Int) -> UInt64 { reach[gateway]?[node] ?? 0 }

    /// Walks backwards from each incoming flow of the gateway.
    private static func reach(of gateway: Int, _ nodes: [FlowNode], _ flows: [SequenceFlow], _ next: [[Int]]) -> [UInt64] {
        let before = previous(nodes, flows, next)
        var reach = [UInt64](repeating: 0, count: nodes.count)
        for (bit, flow) in nodes[gateway].incoming.enumerated() {
            let mark = UInt64(1) << UInt64(bit)
            var open = sources(of: flow, nodes, flows)
            while let node = open.popLast() {
                guard node != gateway, reach[node] & mark == 0 else { continue }
                reach[node] |= mark
                open += before[node]
            }
        }
        return reach
    }

    /// The nodes that lie on a way from the nearest parting of ways that all branches share to the join.
    private static func region(before join: Int, _ nodes: [FlowNode], _ flows: [SequenceFlow], _ next: [[Int]]) -> Set<Int> {
        let before = previous(nodes, flows, next)
        let upstream = walk(from: nodes[join].incoming.flatMap { sources(of: $0, nodes, flows) }, avoiding: join) { before[$0] }
        // Those nearby, the nearest first: a block that begins further away is none that people would see as one.
        let forks = upstream.filter { next[$0].count > 1 && nodes[$0].isGateway }.prefix(64)
        let blocks = forks.map { fork in
            let downstream = walk(from: next[fork].map { flows[$0].target }, avoiding: join) { next[$0].map { flows[$0].target } }
            return (fork, Set(downstream).intersection(upstream))
        }
        let whole = blocks.filter { fork, block in
            nodes[join].incoming.allSatisfy { flow in sources(of: flow, nodes, flows).contains { $0 == fork || block.contains($0) } }
        }
        let nearest = whole.min { ($0.1.count, $0.0) < ($1.1.count, $1.0) }
        return nearest.map { $0.1.subtracting([$0.0]) } ?? []
    }

    /// Everything that can be come to from there, the nearest first.
    static func walk(from start: [Int], avoiding wall: Int? = nil, _ step: (Int) -> [Int]) -> [Int] {
        var seen: Set<Int> = []
        var found: [Int] = []
        var wave = start
        while !wave.isEmpty {
            let fresh = wave.filter { $0 != wall && seen.insert($0).inserted }
            found += fresh
            wave = fresh.flatMap(step)
        }
        return found
    }

    private static func previous(_ nodes: [FlowNode], _ flows: [SequenceFlow], _ next: [[Int]]) -> [[Int]] {
        var previous = [[Int]](repeating: [], count: nodes.count)
        for node in nodes.indices {
            for flow in next[node] { previous[flows[flow].target].append(node) }
        }
        return previous
    }

    /// Where a token can stand that goes on by this flow: the node itself, or the activity whose boundary the node is on.
    private static func sources(of flow: Int, _ nodes: [FlowNode], _ flows: [SequenceFlow]) -> [Int] {
        let source = flows[flow].source
        if case .boundary(_, let host, _) = nodes[source].kind { return [source, host] }
        return [source]
    }
}

extension FlowNode {
    /// A parallel gateway that joins, and may decide before every branch has come.
    var isEarlyJoin: Bool { kind == .parallel && incoming.count > 1 && duty.join.isEarly }
}
