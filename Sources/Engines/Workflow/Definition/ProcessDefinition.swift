import Kernel
import XML

/// A procedure (办理流程) that can be run: one process of a BPMN 2.0 file, with every reference resolved. An immutable value; what
/// runs on it is a `ProcessInstance`.
public struct ProcessDefinition: Sendable {
    /// The process's id and name in the file.
    public let id: String
    public let name: String
    /// The working days promised for the whole (承诺时限), when the file says so.
    public let promise: Int?
    /// Every node, those of sub-processes included, in the order of the file.
    public let nodes: [FlowNode]
    public let flows: [SequenceFlow]
    public let lanes: [Lane]
    public let dataObjects: [DataObject]
    /// The file as it was read; export writes it again.
    public let document: XMLDocument

    let graph: FlowGraph

    init(_ parts: Parts, document: XMLDocument) {
        (id, name, promise) = (parts.id, parts.name, parts.promise)
        (nodes, flows, lanes, dataObjects) = (parts.nodes, parts.flows, parts.lanes, parts.dataObjects)
        self.document = document
        graph = FlowGraph(parts.nodes, parts.flows)
    }

    /// What a reader gathers before it is a definition.
    struct Parts {
        var id = ""
        var name = ""
        var promise: Int?
        var nodes: [FlowNode] = []
        var flows: [SequenceFlow] = []
        var lanes: [Lane] = []
        var dataObjects: [DataObject] = []
    }

    public func node(_ id: String) -> FlowNode? { graph.index[id].map { nodes[$0] } }

    /// The nodes directly inside a sub-process, or inside the process itself.
    public func nodes(inside scope: Int?) -> [FlowNode] { nodes.filter { $0.scope == scope } }

    /// Every role that a task names outright; a role that is worked out by an expression can't be known here.
    public var roles: Set<String> { Set(nodes.compactMap(\.duty.role).filter { !$0.hasPrefix("=") }) }
}

/// A sequence flow (顺序流) between two nodes of the same scope.
public struct SequenceFlow: Sendable, Hashable {
    public let id: String
    public let name: String
    /// Where in `ProcessDefinition.nodes`.
    public let source: Int
    public let target: Int
    /// In FEEL.
    public let condition: String?
}

/// A lane (泳道): whose work stands in it.
public struct Lane: Sendable, Hashable {
    public let id: String
    public let name: String
    public let role: String
    public let nodes: [String]
}

/// A data object (数据对象): what the procedure works on, for people who read it.
public struct DataObject: Sendable, Hashable {
    public let id: String
    public let name: String
}
