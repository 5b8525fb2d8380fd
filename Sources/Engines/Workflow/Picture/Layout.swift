/// Lays a procedure out from left to right: each node in the column of the longest way to it, the first branch straight on and the
/// others below. Flows back go over the top.
struct Layout {
    let definition: ProcessDefinition

    init(_ definition: ProcessDefinition) { self.definition = definition }

    func diagram() -> Diagram { sheet(inside: nil).diagram }

    /// A scope laid out with its corner at the origin.
    struct Sheet {
        var diagram = Diagram()
        var width = 0.0
        var height = 0.0
    }

    /// Sub-processes are as deep as XML may nest, so this recursion is bounded.
    private func sheet(inside scope: Int?) -> Sheet {
        let members = definition.nodes.indices.filter { definition.nodes[$0].scope == scope && !definition.nodes[$0].isBoundary }
        var inner: [Int: Sheet] = [:]
        for place in members where definition.nodes[place].isScope { inner[place] = sheet(inside: place) }
        let columns = Columns(definition, members.filter { definition.nodes[$0].kind != .eventSubprocess })
        var sheet = Sheet(definition, columns, inner) { size($0, inner) }
        // Event sub-processes hang on nothing: they stand below.
        for place in members where definition.nodes[place].kind == .eventSubprocess {
            sheet.add(below: place, definition, size(place, inner), inner[place])
        }
        return sheet
    }

    private func size(_ place: Int, _ inner: [Int: Sheet]) -> (width: Double, height: Double) {
        if let sheet = inner[place] { return (sheet.width + 2 * Sheet.padding, sheet.height + Sheet.padding + Sheet.heading) }
        let node = definition.nodes[place]
        if node.isGateway { return (48, 48) }
        return node.isActivity ? (124, 76) : (36, 36)
    }
}

/// Which column and which row each node stands in; a long flow has a stop in every column that it crosses.
struct Columns {
    struct Stop: Hashable {
        /// A node, or the flow that passes.
        var node: Int?
        var flow: Int?
    }

    private(set) var columns: [[Stop]] = []
    private(set) var row: [Stop: Int] = [:]
    /// For each flow forward its stops between source and target.
    private(set) var stops: [Int: [Stop]] = [:]
    /// Flows that lead back.
    private(set) var back: Set<Int> = []

    private let definition: ProcessDefinition
    /// Beyond so many, flows run straight across: nobody can read such a picture, but it must be drawn in time.
    private var stopsLeft = 20_000
    private var rank: [Int: Int] = [:]

    init(_ definition: ProcessDefinition, _ members: [Int]) {
        self.definition = definition
        let order = order(members)
        for place in order {
            rank[place] = rank[place] ?? 0
            for flow in outgoing(place) where !back.contains(flow) {
                let target = definition.flows[flow].target
                rank[target] = max(rank[target] ?? 0, (rank[place] ?? 0) + 1)
            }
        }
        columns = Array(repeating: [], count: (rank.values.max() ?? -1) + 1)
        for place in order { columns[rank[place] ?? 0].append(Stop(node: place)) }
        for place in order { for flow in outgoing(place) where !back.contains(flow) { addStops(flow, from: place) } }
        for place in columns.indices { assignRows(place) }
    }

    /// The flows that leave a node, those of its boundary events last.
    private func outgoing(_ place: Int) -> [Int] {
        definition.nodes[place].outgoing + definition.nodes[place].boundaries.flatMap { definition.nodes[$0].outgoing }
    }

    /// Every node after those that lead to it, flows back left out: depth first with a stack of our own.
    private mutating func order(_ members: [Int]) -> [Int] {
        var finished: [Int] = []
        var state: [Int: Bool] = [:]
        let first = members.filter { definition.nodes[$0].incoming.isEmpty } + members
        for root in first where state[root] == nil {
            var stack = [(node: root, next: 0)]
            state[root] = false
            while let (node, next) = stack.last {
                let flows = outgoing(node)
                guard next < flows.count else {
                    state[node] = true
                    finished.append(node)
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let target = definition.flows[flows[next]].target
                if state[target] == nil {
                    state[target] = false
                    stack.append((target, 0))
                } else if state[target] == false {
                    back.insert(flows[next])
                }
            }
        }
        return finished.reversed()
    }

    private mutating func addStops(_ flow: Int, from place: Int) {
        let from = (rank[place] ?? 0) + 1, to = rank[definition.flows[flow].target] ?? 0
        stops[flow] = []
        guard from < to, to - from <= stopsLeft else { return }
        stopsLeft -= to - from
        for column in from..<to {
            columns[column].append(Stop(node: nil, flow: flow))
            stops[flow]?.append(Stop(node: nil, flow: flow))
        }
    }

    /// As high as what leads there, each further branch of a node one row lower, and never two in one place.
    private mutating func assignRows(_ column: Int) {
        let wanted = columns[column].map { stop in (stop, wish(stop)) }
        var free = 0
        for (stop, wish) in wanted.enumerated().sorted(by: { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }).map(\.element) {
            // A flow keeps its row from stop to stop, so that it runs straight.
            let place = max(wish, free)
            row[stop] = max(row[stop] ?? 0, place)
            free = place + 1
        }
    }

    private func wish(_ stop: Stop) -> Int {
        if let flow = stop.flow { return row[stop] ?? wish(of: flow) }
        guard let node = stop.node else { return 0 }
        let flows = definition.nodes[node].incoming.filter { !back.contains($0) }
        return flows.map { row[Stop(node: nil, flow: $0)] ?? wish(of: $0) }.min() ?? 0
    }

    private func wish(of flow: Int) -> Int {
        var source = definition.flows[flow].source
        if case .boundary(_, let host, _) = definition.nodes[source].kind { source = host }
        let branch = outgoing(source).filter { !back.contains($0) }.firstIndex(of: flow) ?? 0
        let isFromBoundary = !definition.nodes[source].outgoing.contains(flow)
        return (row[Stop(node: source)] ?? 0) + max(branch, isFromBoundary ? 1 : 0)
    }
}
