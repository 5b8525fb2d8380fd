import XML

/// The small signs of BPMN: what kind a task is, what an event waits for, how a gateway chooses.
enum SignDrawing {
    static func sign(_ node: FlowNode, _ box: Diagram.Box, _ colour: String) -> [XMLElement] {
        let c = box.centre
        if node.isGateway { return stroke(gateway(node.kind, c), colour, width: "2.4") + ring(node.kind, c, colour) }
        if node.isActivity {
            let kind = stroke(task(node.kind, x: box.x + 6, y: box.y + 6), colour, width: "1.2")
            return kind + stroke(repetition(node, box), colour, width: "1.6")
        }
        guard let trigger = node.trigger else { return [] }
        if trigger == .terminate { return [mark("circle", [("cx", short(c.x)), ("cy", short(c.y)), ("r", "9"), ("fill", colour)])] }
        return stroke(event(trigger, c), colour, width: "1.3")
    }

    private static func stroke(_ path: String, _ colour: String, width: String) -> [XMLElement] {
        path.isEmpty ? [] : [mark("path", [("d", path), ("fill", "none"), ("stroke", colour), ("stroke-width", width)])]
    }

    private static func gateway(_ kind: FlowNode.Kind, _ c: Diagram.Point) -> String {
        switch kind {
        case .exclusive: "M\(short(c.x - 7)) \(short(c.y - 7))l14 14m0-14l-14 14"
        case .parallel: "M\(short(c.x - 10)) \(short(c.y))h20m-10-10v20"
        case .eventBased: "M\(short(c.x)) \(short(c.y - 7))l7 5-2.7 8.500h-8.600l-2.700-8.500z"
        default: ""
        }
    }

    private static func ring(_ kind: FlowNode.Kind, _ c: Diagram.Point, _ colour: String) -> [XMLElement] {
        guard kind == .inclusive || kind == .eventBased else { return [] }
        return [mark("circle", [
            ("cx", short(c.x)), ("cy", short(c.y)), ("r", kind == .inclusive ? "10" : "12"), ("fill", "none"), ("stroke", colour),
            ("stroke-width", kind == .inclusive ? "2.4" : "1"),
        ])]
    }

    private static func task(_ kind: FlowNode.Kind, x: Double, y: Double) -> String {
        let at = "M\(short(x)) \(short(y))"
        return switch kind {
        case .userTask: "\(at)m7 0a3.200 3.200 0 1 1-.1 0m-6 13c0-7 12-7 12 0z"
        case .serviceTask: "\(at)m7 1a5.500 5.500 0 1 1-.1 0m0 3.500a2 2 0 1 1-.1 0"
        case .sendTask, .receiveTask: "\(at)m0 1h15v10h-15zl7.500 6 7.500-6"
        case .scriptTask: "\(at)m1 0h11v13h-11zm2 4h7m-7 3h7m-7 3h7"
        case .decisionTask: "\(at)m0 1h15v11h-15zm0 3.500h15m-10 0v7.500"
        default: ""
        }
    }

    /// In the lower left corner: three upright bars for at the same time, level ones for one after another, a loop for again.
    private static func repetition(_ node: FlowNode, _ box: Diagram.Box) -> String {
        let x = box.x + 12, y = box.bottom - 5
        return switch node.repetition {
        case .each(let each)? where each.isSequential: "M\(short(x - 5)) \(short(y))h10m-10-4h10m-10-4h10"
        case .each?: "M\(short(x - 4)) \(short(y))v-9m4 9v-9m4 9v-9"
        case .loop?: "M\(short(x - 3)) \(short(y))a5 5 0 1 1 6 0m0-3v3h3"
        case nil: ""
        }
    }

    private static func event(_ trigger: Trigger, _ c: Diagram.Point) -> String {
        let at = "M\(short(c.x)) \(short(c.y))"
        return switch trigger {
        case .message: "\(at)m-7-5h14v10h-14zl7 5.500 7-5.500"
        case .timer: "\(at)m0-8a8 8 0 1 1-.1 0m0 3v5l4 2"
        case .signal: "\(at)m0-7l7 12h-14z"
        case .error: "\(at)m-6 6l3-11 4 6 4-8-2 12-4-5z"
        case .escalation: "\(at)m0-7l5 13-5-5-5 5z"
        case .link: "\(at)m-7-2.500h8v-3.500l6 6-6 6v-3.500h-8z"
        case .none, .terminate: ""
        }
    }

    /// At the end of a flow, in the direction of its last stretch.
    static func arrow(_ points: [Diagram.Point], _ colour: String) -> [XMLElement] {
        guard let end = points.last, let before = points.dropLast().last(where: { $0 != end }),
              let d = direction(before, end) else { return [] }
        let corners = [(0.0, 0.0), (-9, -4), (-9, 4)].map { along, across in
            "\(short(end.x + along * d.x - across * d.y)),\(short(end.y + along * d.y + across * d.x))"
        }
        return [mark("polygon", [("points", corners.joined(separator: " ")), ("fill", colour)])]
    }

    /// Across the beginning of a default flow.
    static func slash(_ points: [Diagram.Point], _ colour: String) -> [XMLElement] {
        guard let start = points.first, let next = points.dropFirst().first(where: { $0 != start }),
              let d = direction(start, next) else { return [] }
        let x = start.x + 10 * d.x, y = start.y + 10 * d.y
        return stroke("M\(short(x - 4)) \(short(y - 4))l8 8", colour, width: "1.4")
    }

    private static func direction(_ from: Diagram.Point, _ to: Diagram.Point) -> Diagram.Point? {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        return length > 0 ? Diagram.Point(x: dx / length, y: dy / length) : nil
    }
}
