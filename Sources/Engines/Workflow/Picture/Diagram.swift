import XML

/// Where the parts of a procedure stand on paper: what BPMN DI says, or our own layout where a file has no diagram.
public struct Diagram: Sendable, Hashable {
    public struct Point: Sendable, Hashable {
        public var x: Double
        public var y: Double
    }

    public struct Box: Sendable, Hashable {
        public var x: Double
        public var y: Double
        public var width: Double
        public var height: Double

        var centre: Point { Point(x: x + width / 2, y: y + height / 2) }
        var right: Double { x + width }
        var bottom: Double { y + height }
    }

    /// Nodes, lanes and pools by their ids.
    public internal(set) var shapes: [String: Box] = [:]
    /// Flows by their ids.
    public internal(set) var edges: [String: [Point]] = [:]
    /// Where names stand that aren't written inside.
    public internal(set) var labels: [String: Box] = [:]

    /// What holds everything, with a margin.
    var bounds: Box {
        let boxes = Array(shapes.values) + Array(labels.values)
        let points = edges.values.flatMap { $0 }
        let left = min(boxes.map(\.x).min() ?? 0, points.map(\.x).min() ?? .infinity) - Self.margin
        let top = min(boxes.map(\.y).min() ?? 0, points.map(\.y).min() ?? .infinity) - Self.margin
        let right = max(boxes.map(\.right).max() ?? 100, points.map(\.x).max() ?? -.infinity) + Self.margin
        let bottom = max(boxes.map(\.bottom).max() ?? 100, points.map(\.y).max() ?? -.infinity) + Self.margin
        return Box(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// Room for names and times that stand below the lowest shape.
    private static let margin = 40.0

    /// Numbers beyond it are no place on paper.
    static let limit = 1_000_000.0
}

extension ProcessDefinition {
    /// The file's own diagram when every node is in it, otherwise one laid out here.
    public var diagram: Diagram { isDrawn ? Diagram(reading: document.root) : Layout(self).diagram() }

    /// Whether the file has a diagram with every node in it.
    public var isDrawn: Bool {
        let own = Diagram(reading: document.root)
        return nodes.allSatisfy { own.shapes[$0.id] != nil }
    }

    /// The definition with a diagram of our own in its file, in the place of any it had.
    public func laidOut() -> ProcessDefinition {
        var document = document
        document.root.nodes.removeAll { node in
            guard case .element(let element) = node else { return false }
            return element.isCalled("BPMNDiagram", in: BPMN.diagram)
        }
        document.root.nodes += [.text("  "), .element(Layout(self).diagram().element(for: self)), .text("\n")]
        let parts = Parts(id: id, name: name, promise: promise, nodes: nodes, flows: flows, lanes: lanes, dataObjects: dataObjects)
        return ProcessDefinition(parts, document: document)
    }
}
