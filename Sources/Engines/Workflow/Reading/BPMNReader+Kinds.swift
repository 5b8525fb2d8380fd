import Kernel
import XML

extension BPMNReader {
    func kind(_ element: XMLElement, _ extensions: Extensions) throws(Problem) -> FlowNode.Kind {
        switch element.name {
        case "startEvent": try start(element, extensions)
        case "endEvent": .end(try trigger(element, extensions, .ends))
        case "intermediateCatchEvent": .catching(try trigger(element, extensions, .catches))
        case "intermediateThrowEvent": .throwing(try trigger(element, extensions, .throws))
        case "boundaryEvent": try boundary(element, extensions)
        case "userTask": .userTask
        case "task", "manualTask": .plainTask
        case "serviceTask": .serviceTask(operation: extensions["operation"] ?? element["operationRef"] ?? element["id"] ?? "")
        case "sendTask": .sendTask(message: message(element))
        case "receiveTask": .receiveTask(message: message(element))
        case "scriptTask": .scriptTask(Self.formula(element.text(of: "script", in: BPMN.model) ?? ""))
        case "businessRuleTask": .decisionTask(extensions["decision"] ?? element["name"] ?? element["id"] ?? "")
        case "callActivity": .callActivity(process: element["calledElement"] ?? "")
        case "subProcess": element["triggeredByEvent"] == "true" ? .eventSubprocess : .subprocess
        case "exclusiveGateway": .exclusive
        case "inclusiveGateway": .inclusive
        case "parallelGateway": .parallel
        case "eventBasedGateway": .eventBased
        default: throw .definition("unsupported", element["id"] ?? "", line: element.line, ["kind": element.name])
        }
    }

    private func message(_ element: XMLElement) -> String { references.name(element["messageRef"]) ?? element["id"] ?? "" }

    private func start(_ element: XMLElement, _ extensions: Extensions) throws(Problem) -> FlowNode.Kind {
        let trigger = try trigger(element, extensions, .starts)
        return .start(trigger, isInterrupting: trigger.isError || element["isInterrupting"] != "false")
    }

    private func boundary(_ element: XMLElement, _ extensions: Extensions) throws(Problem) -> FlowNode.Kind {
        let reference = element["attachedToRef"] ?? ""
        guard let host = host(reference, of: element) else {
            throw .definition("dangling", element["id"] ?? "", line: element.line, ["reference": reference])
        }
        let trigger = try trigger(element, extensions, .bounds)
        return .boundary(trigger, host: host, isInterrupting: trigger.isError || element["cancelActivity"] != "false")
    }

    // MARK: - Events

    /// Where an event stands says what it may wait for or bring about.
    enum Position { case starts, ends, catches, `throws`, bounds }

    private static let allowed: [Position: Set<String>] = [
        .starts: ["message", "timer", "signal", "error", "escalation"],
        .ends: ["message", "signal", "error", "escalation", "terminate"],
        .catches: ["message", "timer", "signal", "link"],
        .throws: ["message", "signal", "escalation", "link"],
        .bounds: ["message", "timer", "signal", "error", "escalation"],
    ]

    private func trigger(_ element: XMLElement, _ extensions: Extensions, _ position: Position) throws(Problem) -> Trigger {
        let suffix = "EventDefinition"
        let definitions = element.children.filter { $0.namespace == BPMN.model && $0.name.hasSuffix(suffix) }
        guard let definition = definitions.first, definitions.count == 1 else {
            if definitions.isEmpty, position != .bounds, position != .catches { return .none }
            throw .definition("event", element["id"] ?? "", line: element.line)
        }
        let kind = String(definition.name.dropLast(suffix.count))
        guard Self.allowed[position]?.contains(kind) ?? false else {
            throw .definition("unsupported", element["id"] ?? "", line: definition.line, ["kind": definition.name])
        }
        return switch kind {
        case "message": .message(try named(definition, "messageRef", element))
        case "signal": .signal(try named(definition, "signalRef", element))
        case "error": .error(references.name(definition["errorRef"]))
        case "escalation": .escalation(references.name(definition["escalationRef"]))
        case "link": .link(try named(definition, "name", element))
        case "timer": .timer(try timer(definition, extensions, element))
        default: .terminate
        }
    }

    private func named(_ definition: XMLElement, _ attribute: String, _ event: XMLElement) throws(Problem) -> String {
        let text = definition[attribute] ?? ""
        guard let name = attribute == "name" ? text : references.name(text), !name.isEmpty else {
            throw .definition("event", event["id"] ?? "", line: definition.line)
        }
        return name
    }

    private func timer(_ definition: XMLElement, _ extensions: Extensions, _ event: XMLElement) throws(Problem) -> TimerRule {
        if let days = extensions["days"] { return TimerRule(.workingDays, days) }
        let kinds: [(String, TimerRule.Kind)] = [("timeDate", .date), ("timeDuration", .duration), ("timeCycle", .cycle)]
        for (name, kind) in kinds {
            if let text = definition.text(of: name, in: BPMN.model), !text.isEmpty { return TimerRule(kind, text) }
        }
        throw .definition("event", event["id"] ?? "", line: definition.line)
    }

    // MARK: - Repetition

    func repetition(_ element: XMLElement, _ extensions: Extensions) throws(Problem) -> Repetition? {
        if let loop = element.child("standardLoopCharacteristics", in: BPMN.model) {
            let condition = Self.formula(loop.text(of: "loopCondition", in: BPMN.model) ?? "")
            let limit = loop["loopMaximum"].flatMap { Int($0) } ?? Repetition.limit
            return .loop(condition: condition, isTestedBefore: loop["testBefore"] == "true", limit: min(max(limit, 0), Repetition.limit))
        }
        guard let each = element.child("multiInstanceLoopCharacteristics", in: BPMN.model) else { return nil }
        let cardinality = each.text(of: "loopCardinality", in: BPMN.model).map(Self.formula)
        let collection = (extensions["collection"] ?? each.text(of: "loopDataInputRef", in: BPMN.model)).map(Self.formula)
        guard cardinality != nil || collection != nil else { throw .definition("repetition", element["id"] ?? "", line: each.line) }
        return .each(Repetition.Each(
            isSequential: each["isSequential"] == "true", cardinality: cardinality, collection: collection,
            item: extensions["item"] ?? each.child("inputDataItem", in: BPMN.model)?["name"],
            completion: each.text(of: "completionCondition", in: BPMN.model).map(Self.formula),
            results: extensions["results"]
        ))
    }
}
