/// How many working days the longest way through a procedure may take: what goes on at the same time counts once, a special
/// procedure not at all, and what is done again after a return only the first time.
struct Budget {
    let total: Int
    /// The nodes with days of their own on that way.
    let path: [Int]

    init(_ definition: ProcessDefinition) {
        var walk = Walk(definition)
        let longest = walk.longest(inside: nil)
        (total, path) = (longest.days, longest.path)
    }

    private struct Way {
        var days = 0
        var path: [Int] = []
    }

    private struct Walk {
        private let definition: ProcessDefinition
        /// The longest way from each node on, once it is known.
        private var known: [Int: Way] = [:]

        init(_ definition: ProcessDefinition) { self.definition = definition }

        mutating func longest(inside scope: Int?) -> Way {
            let starts = definition.graph.starts[scope ?? FlowGraph.process] ?? []
            // Depth first with a stack of our own; a flow back to what is still open is a loop, and counts nothing.
            var open: Set<Int> = []
            var stack = starts
            while let node = stack.last {
                let next = targets(of: node)
                if open.insert(node).inserted {
                    stack += next.filter { known[$0] == nil && !open.contains($0) }
                    continue
                }
                stack.removeLast()
                if known[node] == nil { known[node] = way(from: node, next) }
            }
            return starts.compactMap { known[$0] }.max { $0.days < $1.days } ?? Way()
        }

        private func targets(of place: Int) -> [Int] {
            let node = definition.nodes[place]
            return (node.outgoing + node.boundaries.flatMap { definition.nodes[$0].outgoing }).map { definition.flows[$0].target }
        }

        private mutating func way(from place: Int, _ next: [Int]) -> Way {
            let rest = next.compactMap { known[$0] }.max { $0.days < $1.days } ?? Way()
            let own = own(place)
            return Way(days: own.days + rest.days, path: own.path + rest.path)
        }

        private mutating func own(_ place: Int) -> Way {
            let node = definition.nodes[place]
            guard !node.duty.isSpecial else { return Way() }
            if let days = node.duty.days, node.isActivity { return Way(days: days * rounds(node), path: days > 0 ? [place] : []) }
            guard node.kind == .subprocess else { return Way() }
            let inside = longest(inside: place)
            return Way(days: inside.days * rounds(node), path: inside.path)
        }

        /// One after another, as often as the file says; where only the case can say, once.
        private func rounds(_ node: FlowNode) -> Int {
            guard case .each(let each)? = node.repetition, each.isSequential,
                  let count = each.cardinality.flatMap({ Int($0) }) else { return 1 }
            return min(max(count, 0), Repetition.limit)
        }
    }
}
