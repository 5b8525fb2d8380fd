import Kernel
import XML

/// BPMN DI: diagrams as they travel in the file (BPMN 2.0.2, chapter 12).
extension Diagram {
    /// The first diagram that a file has. What can't be read as a place is left out.
    init(reading definitions: XMLElement) {
        guard let plane = definitions.child("BPMNDiagram", in: BPMN.diagram)?.child("BPMNPlane", in: BPMN.diagram) else { return }
        for element in plane.children {
            guard let reference = element["bpmnElement"] else { continue }
            let id = reference.split(separator: ":").last.map(String.init) ?? reference
            if element.isCalled("BPMNShape", in: BPMN.diagram) { shapes[id] = Self.box(element) }
            if element.isCalled("BPMNEdge", in: BPMN.diagram) {
                let points = element.children("waypoint", in: BPMN.waypoints).compactMap(Self.point)
                if points.count > 1 { edges[id] = points }
            }
            if let label = element.child("BPMNLabel", in: BPMN.diagram) { labels[id] = Self.box(label) }
        }
    }

    private static func box(_ element: XMLElement) -> Box? {
        guard let bounds = element.child("Bounds", in: BPMN.bounds), let origin = point(bounds),
              let width = number(bounds["width"]), let height = number(bounds["height"]), width >= 0, height >= 0 else { return nil }
        return Box(x: origin.x, y: origin.y, width: width, height: height)
    }

    private static func point(_ element: XMLElement) -> Point? {
        guard let x = number(element["x"]), let y = number(element["y"]) else { return nil }
        return Point(x: x, y: y)
    }

    private static func number(_ text: String?) -> Double? {
        guard let number = text.flatMap({ Double($0) }), abs(number) <= limit else { return nil }
        return number
    }

    /// The diagram as an element of the file.
    func element(for definition: ProcessDefinition) -> XMLElement {
        let shapes = definition.nodes.compactMap { node in self.shapes[node.id].map { shape(node, $0) } }
        let edges = definition.flows.compactMap { flow in self.edges[flow.id].map { edge(flow, $0) } }
        let reference = [XMLAttribute("id", "Plane_\(definition.id)"), XMLAttribute("bpmnElement", definition.id)]
        let plane = di("BPMNPlane", reference, shapes + edges)
        var diagram = di("BPMNDiagram", [XMLAttribute("id", "Diagram_\(definition.id)")], [plane])
        diagram.attributes += [("bpmndi", BPMN.diagram), ("dc", BPMN.bounds), ("di", BPMN.waypoints)].map { prefix, namespace in
            XMLAttribute(prefix, namespace, in: XMLNamespace.declarations, prefix: "xmlns")
        }
        return diagram
    }

    private func shape(_ node: FlowNode, _ box: Box) -> XMLElement {
        var attributes = [XMLAttribute("id", "Shape_\(node.id)"), XMLAttribute("bpmnElement", node.id)]
        if node.isScope { attributes.append(XMLAttribute("isExpanded", "true")) }
        return di("BPMNShape", attributes, [bounds(box)])
    }

    private func edge(_ flow: SequenceFlow, _ points: [Point]) -> XMLElement {
        di("BPMNEdge", [XMLAttribute("id", "Edge_\(flow.id)"), XMLAttribute("bpmnElement", flow.id)], points.map { point in
            XMLElement("waypoint", in: BPMN.waypoints, prefix: "di", [XMLAttribute("x", short(point.x)), XMLAttribute("y", short(point.y))])
        })
    }

    private func bounds(_ box: Box) -> XMLElement {
        XMLElement("Bounds", in: BPMN.bounds, prefix: "dc", [
            XMLAttribute("x", short(box.x)), XMLAttribute("y", short(box.y)), XMLAttribute("width", short(box.width)),
            XMLAttribute("height", short(box.height)),
        ])
    }

    private func di(_ name: String, _ attributes: [XMLAttribute], _ children: [XMLElement]) -> XMLElement {
        let depth = ["BPMNDiagram": 2, "BPMNPlane": 3][name] ?? 4
        let indent = "\n" + String(repeating: "  ", count: depth)
        let nodes: [XMLNode] = children.flatMap { [.text(indent), .element($0)] } + [.text(String(indent.dropLast(2)))]
        return XMLElement(name, in: BPMN.diagram, prefix: "bpmndi", attributes, nodes)
    }
}

/// A number with at most one digit after the point.
func short(_ number: Double) -> String {
    let tenths = Int64(exactly: (min(max(number, -Diagram.limit * 4), Diagram.limit * 4) * 10).rounded()) ?? 0
    let whole = abs(tenths) / 10, rest = abs(tenths) % 10
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
}
