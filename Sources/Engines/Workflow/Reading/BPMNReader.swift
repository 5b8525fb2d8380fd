import Kernel
import XML

/// Makes the parts of a definition from a process element: first the nodes with their scopes, then what joins them.
struct BPMNReader {
    let references: References
    var parts = ProcessDefinition.Parts()
    /// Each node's place by its id.
    var places: [String: Int] = [:]
    var elements: [XMLElement] = []
    /// Of each element, the place of the sub-process it stands in.
    private var scopes: [Int?] = []
    private var flows: [(element: XMLElement, scope: Int?)] = []
    var flowIDs: Set<String> = []
    var wiring: [FlowNode.Wiring] = []
    /// The lanes' roles by the ids of nodes.
    private var lanes: [String: Duty] = [:]

    init(_ references: References) { self.references = references }

    mutating func read(_ process: XMLElement) throws(Problem) -> ProcessDefinition.Parts {
        (parts.id, parts.name) = (process["id"] ?? "process", process["name"] ?? "")
        parts.promise = try Extensions(process).days("promise")
        try readLanes(process)
        try gather(process, scope: nil)
        for place in elements.indices { parts.nodes.append(try node(place)) }
        wiring = Array(repeating: FlowNode.Wiring(), count: elements.count)
        for flow in flows { try connect(flow.element, scope: flow.scope) }
        try order()
        linkEvents()
        parts.nodes = zip(parts.nodes, wiring).map { $0.wired($1) }
        try checkJoins()
        try checkStarts()
        return parts
    }

    // MARK: - Nodes

    private mutating func readLanes(_ process: XMLElement) throws(Problem) {
        var open = process.children("laneSet", in: BPMN.model)
        while let set = open.popLast() {
            for lane in set.children("lane", in: BPMN.model) {
                let duty = try Extensions(lane).duty(outer: Duty())
                let nodes = lane.children("flowNodeRef", in: BPMN.model).map { $0.text.trimmed }
                let name = lane["name"] ?? lane["id"] ?? ""
                parts.lanes.append(Lane(id: lane["id"] ?? "", name: name, role: duty.role ?? name, nodes: nodes))
                var own = duty
                own.role = duty.role ?? name
                for node in nodes { lanes[node] = own }
                open += lane.children("childLaneSet", in: BPMN.model)
            }
        }
    }

    /// Every node in the order of the file. They are made when all are known: a boundary event may stand before its activity.
    private mutating func gather(_ container: XMLElement, scope: Int?) throws(Problem) {
        for element in container.children where element.namespace == BPMN.model {
            switch element.name {
            case "sequenceFlow": flows.append((element, scope))
            case "dataObject", "dataObjectReference":
                parts.dataObjects.append(DataObject(id: element["id"] ?? "", name: element["name"] ?? ""))
            case let name where Self.beside.contains(name): continue
            default: try gather(node: element, scope: scope)
            }
        }
        guard flows.count <= BPMN.flowLimit else { throw .definition("too_large", container["id"] ?? "", line: container.line) }
    }

    private mutating func gather(node element: XMLElement, scope: Int?) throws(Problem) {
        guard let id = element["id"], !id.isEmpty else { throw .definition("no_id", element.name, line: element.line) }
        guard places.updateValue(elements.count, forKey: id) == nil else { throw .definition("same_id", id, line: element.line) }
        guard elements.count < BPMN.nodeLimit else { throw .definition("too_large", id, line: element.line) }
        let place = elements.count
        elements.append(element)
        scopes.append(scope)
        if element.name == "subProcess" { try gather(element, scope: place) }
    }

    private func node(_ place: Int) throws(Problem) -> FlowNode {
        let element = elements[place], id = element["id"] ?? ""
        let extensions = Extensions(element)
        let isEvent = element.name.hasSuffix("Event")
        let isGateway = element.name.hasSuffix("Gateway")
        return FlowNode(
            id: id, name: (element["name"] ?? "").trimmed, kind: try kind(element, extensions), scope: scopes[place],
            duty: try extensions.duty(outer: isEvent || isGateway ? Duty() : lanes[id] ?? Duty()),
            repetition: try repetition(element, extensions),
            result: extensions["result"] ?? element["resultVariable"], line: element.line
        )
    }

    /// The place of the activity of that id, if there is one in the same scope as the event that names it.
    func host(_ id: String, of event: XMLElement) -> Int? {
        guard let place = places[id], let own = places[event["id"] ?? ""], scopes[place] == scopes[own] else { return nil }
        let name = elements[place].name
        return name.lowercased().hasSuffix("task") || name == "subProcess" || name == "callActivity" ? place : nil
    }

    /// What stands in a process without being walked through.
    private static let beside: Set = [
        "documentation", "extensionElements", "laneSet", "dataStoreReference", "textAnnotation", "association", "group", "category",
        "ioSpecification", "property", "dataInputAssociation", "dataOutputAssociation", "incoming", "outgoing", "auditing", "monitoring",
        "artifact", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "correlationSubscription", "resourceRole",
        "potentialOwner", "performer", "humanPerformer", "supportedInterfaceRef", "ioBinding", "supports",
    ]
}
