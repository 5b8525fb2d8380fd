import Kernel
import XML

/// A procedure that goes through its stages one after another (串行流程): what most items need, made from a plain list.
public struct LinearProcedure: Sendable {
    /// 办理环节
    public struct Stage: Sendable, Hashable {
        /// Letters, digits, `-` and `_`, beginning with a letter.
        public let key: String
        public let name: String
        public let role: String
        /// Working days.
        public let days: Int

        public init(key: String, name: String, role: String, days: Int) {
            (self.key, self.name, self.role, self.days) = (key, name, role, days)
        }
    }

    public let id: String
    public let name: String
    public let stages: [Stage]
    /// How many working days an applicant has for a correction (补正) before the case is closed without it.
    public let correctionDays: Int

    public init(id: String, name: String, stages: [Stage], correctionDays: Int) {
        (self.id, self.name, self.stages, self.correctionDays) = (id, name, stages, correctionDays)
    }

    /// The message that tells the procedure that a correction was supplied.
    public static let supplement = "supplement"

    /// The definition, with a diagram. The first stage takes in (`accept`, `correct`, `decline`), the last decides (`grant`, `refuse`);
    /// a single stage does one after the other. The results are `granted`, `refused`, `notAccepted` and `noSupplement`.
    /// Throws `workflow.stages` when there is no stage, and when a key can't be an id or stands twice.
    public func definition(_ say: ProcessPicture.Say) throws(Problem) -> ProcessDefinition {
        let keys = stages.map(\.key)
        guard !keys.isEmpty, Set(keys).count == keys.count, (keys + [id]).allSatisfy(Self.isKey) else {
            throw Problem("workflow.stages", .invalid, ["stages": keys.joined(separator: "、")])
        }
        return try ProcessDefinition(document(say)).laidOut()
    }

    private static func isKey(_ key: String) -> Bool {
        key.utf8.count <= 60 && !key.hasPrefix("tb-") && (key.first?.isLetter ?? false)
            && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    // MARK: - The file

    private func document(_ say: ProcessPicture.Say) -> XMLDocument {
        let attributes = [
            XMLAttribute("xmlns", BPMN.model, in: XMLNamespace.declarations),
            XMLAttribute("tb", BPMN.extensions, in: XMLNamespace.declarations, prefix: "xmlns"),
            XMLAttribute("id", "tb-\(id)"), XMLAttribute("targetNamespace", BPMN.extensions),
        ]
        let message = element("message", ["id": "tb-supplement", "name": Self.supplement])
        let process = element("process", ["id": id, "name": name, "isExecutable": "true"], parts(say))
        return XMLDocument(root: XMLElement("definitions", in: BPMN.model, attributes, lines([message, process], depth: 1)))
    }

    private func parts(_ say: ProcessPicture.Say) -> [XMLElement] {
        var tasks = stages.enumerated().map { number, stage in task(stage, id: stage.key, outcomes: outcomes(number)) }
        var order = stages.map(\.key)
        if let only = stages.first, stages.count == 1 {
            tasks.append(task(only, id: "tb-decide", outcomes: Self.decisions))
            order.append("tb-decide")
        }
        let first = order[0]
        let middle = [first, "tb-taken"] + order.dropFirst() + ["tb-decided", "tb-granted"]
        return [element("startEvent", ["id": "tb-start", "name": say("workflow.linear.start", [:])])] + tasks + [
            gateway("tb-taken", default: flowID("tb-taken", order[1])), gateway("tb-decided", default: flowID("tb-decided", "tb-granted")),
        ] + correction(say) + ends(say) + [flow("tb-start", first)] + zip(middle, middle.dropFirst()).map { flow($0, $1) } + [
            flow("tb-taken", "tb-correction", if: "correct"), flow("tb-correction", first), flow("tb-lapsed", "tb-no-supplement"),
            flow("tb-taken", "tb-not-accepted", if: "decline"), flow("tb-decided", "tb-refused", if: "refuse"),
        ]
    }

    private static let decisions = "grant refuse"

    private func outcomes(_ number: Int) -> String {
        if number == 0 { return "accept correct decline" }
        return number == stages.count - 1 ? Self.decisions : ""
    }

    private func task(_ stage: Stage, id: String, outcomes: String) -> XMLElement {
        element("userTask", [
            "id": id, "name": stage.name, "tb:stage": stage.key, "tb:role": stage.role, "tb:days": "\(stage.days)", "tb:outcomes": outcomes,
        ])
    }

    private func gateway(_ id: String, default flow: String) -> XMLElement { element("exclusiveGateway", ["id": id, "default": flow]) }

    private func correction(_ say: ProcessPicture.Say) -> [XMLElement] {
        [
            element("receiveTask", [
                "id": "tb-correction", "name": say("workflow.linear.correction", [:]), "messageRef": "tb-supplement", "tb:special": "true",
            ]),
            element("boundaryEvent", [
                "id": "tb-lapsed", "name": say("workflow.linear.lapsed", [:]), "attachedToRef": "tb-correction",
                "tb:days": "\(correctionDays)",
            ], [element("timerEventDefinition", [:])]),
        ]
    }

    private func ends(_ say: ProcessPicture.Say) -> [XMLElement] {
        [("tb-granted", "granted"), ("tb-refused", "refused"), ("tb-not-accepted", "notAccepted"), ("tb-no-supplement", "noSupplement")]
            .map { id, result in element("endEvent", ["id": id, "name": say("workflow.linear.\(result)", [:]), "tb:result": result]) }
    }

    private func flowID(_ source: String, _ target: String) -> String { "\(source)..\(target)" }

    private func flow(_ source: String, _ target: String, if outcome: String? = nil) -> XMLElement {
        let condition = outcome.map { [XMLElement("conditionExpression", in: BPMN.model, [], [.text("outcome = \"\($0)\"")])] } ?? []
        return element("sequenceFlow", ["id": flowID(source, target), "sourceRef": source, "targetRef": target], condition)
    }

    /// Attributes without a value are left out; `tb:` ones are ours.
    private func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ children: [XMLElement] = []) -> XMLElement {
        let own = attributes.filter { !$0.value.isEmpty }.map { key, value in
            guard key.hasPrefix("tb:") else { return XMLAttribute(key, value) }
            return XMLAttribute(String(key.dropFirst(3)), value, in: BPMN.extensions, prefix: "tb")
        }
        return XMLElement(name, in: BPMN.model, own, children.isEmpty ? [] : lines(children, depth: name == "process" ? 2 : 3))
    }

    private func lines(_ children: [XMLElement], depth: Int) -> [XMLNode] {
        let indent = String(repeating: "  ", count: depth)
        return children.flatMap { [.text("\n\(indent)"), .element($0)] } + [.text("\n\(indent.dropLast(2))")]
    }
}
