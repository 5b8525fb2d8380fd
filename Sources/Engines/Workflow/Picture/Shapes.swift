import Kernel
import XML

/// The marks of BPMN, drawn. How far a step is shows by its colour and by a sign.
struct Shapes {
    private let progress: Progress?
    private let say: ProcessPicture.Say

    static let letter = 13.0
    private static let small = 11.0

    init(_ progress: Progress?, _ say: @escaping ProcessPicture.Say) { (self.progress, self.say) = (progress, say) }

    // MARK: - Nodes

    func node(_ node: FlowNode, _ box: Diagram.Box, _ label: Diagram.Box?) -> XMLElement {
        let step = progress?.steps[node.id], look = Look(step?.mark, isPlain: progress == nil)
        var marks = [XMLElement("title", [], [.text(spoken(node, step))])]
        marks += outline(node, box, look) + SignDrawing.sign(node, box, look.line)
        marks += node.isActivity || node.isScope ? inside(node, box, isDated: step != nil) : beside(node, box, label)
        if let step { marks += state(step, node, box, look) }
        return mark("g", ["class": "node \(step?.mark.rawValue ?? "ahead")", "data-element": node.id], marks)
    }

    private func spoken(_ node: FlowNode, _ step: Progress.Step?) -> String {
        guard let step else { return node.title }
        let until = step.until.map { "\(LocalDate($0))" } ?? ""
        return say("workflow.picture.\(step.mark.rawValue)", ["name": node.title, "since": "\(LocalDate(step.since))", "until": until])
    }

    private func outline(_ node: FlowNode, _ box: Diagram.Box, _ look: Look) -> [XMLElement] {
        let pen: [(String, String)] = [("fill", look.fill), ("stroke", look.line), ("stroke-width", look.width)]
        if node.isGateway {
            let c = box.centre
            let corners = [(c.x, box.y), (box.right, c.y), (c.x, box.bottom), (box.x, c.y)]
            return [mark("polygon", [("points", corners.map { "\(short($0.0)),\(short($0.1))" }.joined(separator: " "))] + pen)]
        }
        if !node.isActivity, node.kind != .eventSubprocess { return circles(node, box, pen) }
        let dash: [(String, String)] = node.kind == .eventSubprocess ? [("stroke-dasharray", "3 3")] : []
        let weight: [(String, String)] = if case .callActivity = node.kind { [("stroke-width", "4")] } else { [] }
        let frame = [("x", short(box.x)), ("y", short(box.y)), ("width", short(box.width)), ("height", short(box.height)), ("rx", "8")]
        return [mark("rect", frame + pen.filter { pen in !weight.contains { $0.0 == pen.0 } } + weight + dash)]
    }

    /// One ring for what starts, two for what comes on the way, a thick one for the end; broken where it doesn't interrupt.
    private func circles(_ node: FlowNode, _ box: Diagram.Box, _ pen: [(String, String)]) -> [XMLElement] {
        let radius = min(box.width, box.height) / 2
        let place = [("cx", short(box.centre.x)), ("cy", short(box.centre.y))]
        var (rings, dash): ([Double], [(String, String)]) = ([radius, radius - 4], [])
        var pen = pen
        switch node.kind {
        case .start(_, let isInterrupting):
            rings = [radius]
            if !isInterrupting { dash = [("stroke-dasharray", "4 3")] }
        case .end:
            rings = [radius]
            pen = pen.map { $0.0 == "stroke-width" ? ("stroke-width", "4") : $0 }
        case .boundary(_, _, false): dash = [("stroke-dasharray", "4 3")]
        default: break
        }
        return rings.map { mark("circle", place + [("r", short(max($0, 1)))] + pen + dash) }
    }

    private func inside(_ node: FlowNode, _ box: Diagram.Box, isDated: Bool) -> [XMLElement] {
        let limit = node.isScope ? 1 : isDated ? 2 : 3
        var lines = Lettering.lines(node.title, width: box.width - 20, size: Self.letter, limit: limit)
        // A third line stands as high as the sign in the corner.
        if lines.count > 2 { lines = Lettering.lines(node.title, width: box.width - 44, size: Self.letter, limit: limit) }
        let middle = box.centre.y - (isDated ? 7 : 0)
        return [text(lines, x: box.centre.x, top: node.isScope ? box.y + 6 : middle - Double(lines.count) * 17 / 2, size: Self.letter)]
    }

    /// An event's name below it, a gateway's above, that of an event on a boundary to its right.
    private func beside(_ node: FlowNode, _ box: Diagram.Box, _ label: Diagram.Box?) -> [XMLElement] {
        guard !node.name.isEmpty else { return [] }
        let room = label.map { max($0.width, 60) } ?? (node.isBoundary ? 70 : 96)
        let lines = Lettering.lines(node.name, width: room, size: Self.small, limit: 2)
        if let label { return [text(lines, x: label.centre.x, top: label.y, size: Self.small)] }
        if node.isBoundary {
            let width = (lines.map { Lettering.width($0) }.max() ?? 0) * Self.small
            return [text(lines, x: box.right + 4 + width / 2, top: box.centre.y + 1, size: Self.small)]
        }
        return [text(lines, x: box.centre.x, top: node.isGateway ? box.y - 15 * Double(lines.count) - 2 : box.bottom + 2, size: Self.small)]
    }

    /// The sign of how far it is, and in an activity the days.
    private func state(_ step: Progress.Step, _ node: FlowNode, _ box: Diagram.Box, _ look: Look) -> [XMLElement] {
        let x = box.right - 4, y = box.y + 2
        let disc = mark("circle", [("cx", short(x)), ("cy", short(y)), ("r", "9"), ("fill", look.line)])
        let white = [("fill", "none"), ("stroke", "#ffffff"), ("stroke-width", "2.2"), ("stroke-linecap", "round")]
        let strokes = switch step.mark {
        case .done: "M\(short(x - 4)) \(short(y))l3 3.5 5-7"
        case .active: "M\(short(x - 2.5)) \(short(y - 4))l5.5 4-5.5 4z"
        case .held: "M\(short(x - 2.5)) \(short(y - 3.5))v7m5-7v7"
        case .cancelled: "M\(short(x - 3.5)) \(short(y - 3.5))l7 7m0-7l-7 7"
        }
        let sign = node.isActivity ? [disc, mark("path", [("d", strokes)] + white)] : []
        guard node.isActivity, !node.isScope else { return sign }
        let days = [LocalDate(step.since), step.until.map { LocalDate($0) }].compactMap { $0 }.reduce(into: [String]()) { days, day in
            let text = "\(padded(day.month, 2))-\(padded(day.day, 2))"
            if days.last != text { days.append(text) }
        }
        let text = days.joined(separator: "–") + (step.until == nil ? "–" : "")
        return sign + [self.text([text], x: box.centre.x, top: box.bottom - (node.boundaries.isEmpty ? 18 : 30), size: Self.small)]
    }

    // MARK: - Flows and lanes

    func flow(_ flow: SequenceFlow, _ points: [Diagram.Point], isDefault: Bool, label: Diagram.Box?) -> XMLElement {
        let isTaken = progress?.flows.contains(flow.id) ?? false
        let colour = isTaken ? Look.done : progress == nil ? Look.ink : Look.faint
        let line = points.map { "\(short($0.x)),\(short($0.y))" }.joined(separator: " ")
        var marks = [mark("polyline", [("points", line), ("fill", "none"), ("stroke", colour), ("stroke-width", isTaken ? "2.4" : "1.4")])]
        marks += SignDrawing.arrow(points, colour)
        if isDefault { marks += SignDrawing.slash(points, colour) }
        if !flow.name.isEmpty, points.count > 1 {
            // Where the flow comes in: where it leaves, others do too.
            let (before, end) = (points[points.count - 2], points[points.count - 1])
            let lines = Lettering.lines(flow.name, width: 120, size: Self.small, limit: 2)
            let top = max(before.y, end.y) - 2 - 15 * Double(lines.count)
            marks.append(text(lines, x: label?.centre.x ?? (before.x + end.x) / 2, top: label?.y ?? top, size: Self.small))
        }
        return mark("g", ["class": isTaken ? "flow done" : "flow", "data-element": flow.id], marks)
    }

    func lane(_ name: String, _ box: Diagram.Box) -> XMLElement {
        let frame = [("x", short(box.x)), ("y", short(box.y)), ("width", short(box.width)), ("height", short(box.height))]
        let letters = Array(name.prefix(12)).map(String.init)
        let rect = mark("rect", frame + [("fill", "none"), ("stroke", Look.faint), ("stroke-width", "1")])
        let top = box.centre.y - Double(letters.count) * 17 / 2
        return mark("g", ["class": "lane"], [rect, text(letters, x: box.x + 15, top: top, size: Self.letter)])
    }

    private func text(_ lines: [String], x: Double, top: Double, size: Double) -> XMLElement {
        let leading = size + 4
        let spans = lines.enumerated().map { number, line in
            let y = top + size + Double(number) * leading
            return XMLElement("tspan", [XMLAttribute("x", short(x)), XMLAttribute("y", short(y))], [.text(line)])
        }
        return mark("text", [("text-anchor", "middle"), ("font-size", short(size)), ("fill", Look.ink)], spans)
    }
}

/// The colours of how far something is; the sign says the same.
struct Look {
    let fill: String
    let line: String
    let width: String

    static let ink = "#1a262e", faint = "#7f9098", done = "#1f6a43"

    init(_ mark: Progress.Mark?, isPlain: Bool) {
        (fill, line, width) = switch mark {
        case .done: ("#e7f3ec", Self.done, "1.6")
        case .active: ("#fdf3dc", "#7a4f00", "3")
        case .held: ("#e8f0fa", "#2a5fa5", "3")
        case .cancelled: ("#f4f8f8", Self.faint, "1.6")
        case nil: ("#ffffff", isPlain ? Self.ink : Self.faint, "1.6")
        }
    }
}

func mark(_ name: String, _ attributes: KeyValuePairs<String, String>, _ children: [XMLElement] = []) -> XMLElement {
    mark(name, attributes.map { ($0.key, $0.value) }, children)
}

func mark(_ name: String, _ attributes: [(String, String)], _ children: [XMLElement] = []) -> XMLElement {
    XMLElement(name, attributes.map { XMLAttribute($0.0, $0.1) }, children.map { .element($0) })
}
