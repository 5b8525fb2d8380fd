import Kernel
import XML

/// Flows, and what else joins one node to another.
extension BPMNReader {
    mutating func connect(_ element: XMLElement, scope: Int?) throws(Problem) {
        guard let id = element["id"] else { throw .definition("no_id", element.name, line: element.line) }
        let source = try place(element, "sourceRef"), target = try place(element, "targetRef")
        guard parts.nodes[source].scope == scope, parts.nodes[target].scope == scope else {
            throw .definition("crossing", id, line: element.line)
        }
        guard flowIDs.insert(id).inserted, places[id] == nil else { throw .definition("same_id", id, line: element.line) }
        let condition = element.text(of: "conditionExpression", in: BPMN.model).map(Self.formula) ?? ""
        parts.flows.append(SequenceFlow(
            id: id, name: (element["name"] ?? "").trimmed, source: source, target: target, condition: condition.isEmpty ? nil : condition
        ))
        wire(source, target)
    }

    /// FEEL may be written with a leading `=`, as some editors do.
    static func formula(_ text: String) -> String { text.hasPrefix("=") ? String(text.dropFirst()).trimmed : text }

    private func place(_ element: XMLElement, _ attribute: String) throws(Problem) -> Int {
        let reference = element[attribute] ?? ""
        guard let place = places[reference] else {
            throw .definition("dangling", element["id"] ?? element.name, line: element.line, ["reference": reference])
        }
        return place
    }

    /// Flows in the order in which the node lists them, its default flow, its boundary events.
    mutating func order() throws(Problem) {
        for (place, element) in elements.enumerated() {
            let ids = element.children("outgoing", in: BPMN.model).map { $0.text.trimmed }
            let rank = Dictionary(ids.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
            wiring[place].outgoing.sort { a, b in
                (rank[parts.flows[a].id] ?? .max, a) < (rank[parts.flows[b].id] ?? .max, b)
            }
            if let standard = element["default"] {
                guard let flow = wiring[place].outgoing.first(where: { parts.flows[$0].id == standard }) else {
                    throw .definition("dangling", element["id"] ?? "", line: element.line, ["reference": standard])
                }
                wiring[place].defaultFlow = flow
            }
            if case .boundary(_, let host, _) = parts.nodes[place].kind { wiring[host].boundaries.append(place) }
            guard max(wiring[place].incoming.count, wiring[place].outgoing.count) <= BPMN.branchLimit else {
                throw .definition("too_large", element["id"] ?? "", line: element.line)
            }
        }
    }

    func checkJoins() throws(Problem) {
        let early = parts.nodes.filter(\.isEarlyJoin)
        if early.count > BPMN.earlyJoinLimit { throw .definition("too_large", early[0].id, line: early[0].line) }
    }

    /// A thrown link goes on at the link of the same name that catches it, as if a flow led there.
    mutating func linkEvents() {
        for place in parts.nodes.indices {
            guard case .throwing(.link(let name)) = parts.nodes[place].kind else { continue }
            let scope = parts.nodes[place].scope
            let target = parts.nodes.indices.first { parts.nodes[$0].kind == .catching(.link(name)) && parts.nodes[$0].scope == scope }
            guard let target else { continue }
            parts.flows.append(SequenceFlow(id: "link:\(parts.nodes[place].id)", name: name, source: place, target: target, condition: nil))
            wire(place, target)
        }
    }

    /// The flow that was added last leads from here to there.
    private mutating func wire(_ source: Int, _ target: Int) {
        wiring[source].outgoing.append(parts.flows.count - 1)
        wiring[target].incoming.append(parts.flows.count - 1)
    }

    func checkStarts() throws(Problem) {
        let started = Set(parts.nodes.filter { if case .start = $0.kind { true } else { false } }.map(\.scope))
        guard started.contains(nil) else { throw .definition("no_start", parts.id, line: 1) }
        for (place, node) in parts.nodes.enumerated() where node.isScope && !started.contains(place) {
            throw .definition("no_start", node.id, line: node.line)
        }
    }
}
