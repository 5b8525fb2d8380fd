import Kernel
import XML

/// A procedure drawn as SVG: shapes, flows, names, and on them how far an instance is. Whole in itself, without script, style or fonts
/// from elsewhere, so that it may stand in any page; said in words too, for those who don't see it.
public struct ProcessPicture: Sendable {
    /// Gives the text of a message: its key and what fills its places.
    public typealias Say = @Sendable (_ key: String, _ arguments: [String: String]) -> String

    private let definition: ProcessDefinition
    private let diagram: Diagram
    private let progress: Progress?
    private let say: Say

    public init(_ definition: ProcessDefinition, _ instance: ProcessInstance? = nil, say: @escaping Say) {
        (self.definition, diagram, self.say) = (definition, definition.diagram, say)
        progress = instance.map(Progress.init)
    }

    public var svg: String {
        let bounds = diagram.bounds
        var root = XMLElement("svg", [
            XMLAttribute("xmlns", "http://www.w3.org/2000/svg"), XMLAttribute("class", "procedure"), XMLAttribute("role", "img"),
            XMLAttribute("viewBox", [bounds.x, bounds.y, bounds.width, bounds.height].map(short).joined(separator: " ")),
            XMLAttribute("width", short(bounds.width)), XMLAttribute("height", short(bounds.height)),
            XMLAttribute("font-family", "sans-serif"), XMLAttribute("font-size", "\(Int(Shapes.letter))"),
        ])
        let shapes = Shapes(progress, say)
        var marks: [XMLElement] = [
            XMLElement("title", [], [.text(title)]), XMLElement("desc", [], [.text(description)]),
        ]
        marks += frames.map { shapes.lane($0.name, $0.box) }
        // What holds others lies below them.
        let order = definition.nodes.filter(\.isScope) + definition.nodes.filter { !$0.isScope }
        marks += order.filter(\.isScope).compactMap { draw($0, shapes) }
        marks += definition.flows.compactMap { flow in diagram.edges[flow.id].map { edge(flow, $0, shapes) } }
        marks += order.filter { !$0.isScope }.compactMap { draw($0, shapes) }
        root.nodes = marks.map { .element($0) }
        return root.markup
    }

    private var title: String { definition.name.isEmpty ? definition.id : definition.name }

    private var frames: [(name: String, box: Diagram.Box)] {
        definition.lanes.compactMap { lane in diagram.shapes[lane.id].map { (lane.name, $0) } }
    }

    private func draw(_ node: FlowNode, _ shapes: Shapes) -> XMLElement? {
        diagram.shapes[node.id].map { shapes.node(node, $0, diagram.labels[node.id]) }
    }

    private func edge(_ flow: SequenceFlow, _ points: [Diagram.Point], _ shapes: Shapes) -> XMLElement {
        let source = definition.nodes[flow.source]
        let isDefault = source.defaultFlow.map { definition.flows[$0].id == flow.id } ?? false
        return shapes.flow(flow, points, isDefault: isDefault && source.outgoing.count > 1, label: diagram.labels[flow.id])
    }

    /// The steps in words, in the order of the file: what is done, what is under way, what is to come.
    private var description: String {
        let people = definition.nodes.filter { $0.isActivity }
        let words = people.map { node in
            guard let step = progress?.steps[node.id] else { return say("workflow.picture.ahead", ["name": node.title]) }
            let until = step.until.map { "\(LocalDate($0))" } ?? ""
            return say("workflow.picture.\(step.mark.rawValue)", ["name": node.title, "since": "\(LocalDate(step.since))", "until": until])
        }
        return words.joined(separator: say("workflow.picture.between", [:]))
    }
}
