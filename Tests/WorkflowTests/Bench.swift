import Foundation
import Kernel
import Testing
@testable import Workflow

/// A definition written short: the body of a process, in which `{a>b}` is a flow and `{a>b: condition}` one with a condition.
/// The flow's id is `a-b`.
func procedure(_ body: String, beside: String = "") throws -> ProcessDefinition {
    try ProcessDefinition(reading: Array(bpmn(body, beside: beside).utf8))
}

func bpmn(_ body: String, beside: String = "") -> String {
    let flows = body.replacing(/\{([\w-]+)>([\w-]+)(?:: ([^}]*))?\}/) { match in
        let condition = match.3.map { "<conditionExpression>\($0.replacing("<", with: "&lt;"))</conditionExpression>" } ?? ""
        return "<sequenceFlow id='\(match.1)-\(match.2)' sourceRef='\(match.1)' targetRef='\(match.2)'>\(condition)</sequenceFlow>"
    }
    return """
        <definitions xmlns="\(BPMN.model)" xmlns:tb="\(BPMN.extensions)">
        <message id="m1" name="回函"/><signal id="s1" name="停电"/><error id="e1" errorCode="E1"/><escalation id="x1" escalationCode="X1"/>
        \(beside)<process id="p" name="试验" isExecutable="true">\(flows)</process></definitions>
        """
}

/// Comparisons of variables with numbers and texts, joined by `and`; single values and lists. Enough for tests.
struct Comparisons: Expressions {
    struct NotUnderstood: Error {}

    func evaluate(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        let parts = text.components(separatedBy: " and ")
        guard parts.count == 1 else { return .bool(try parts.allSatisfy { try evaluate($0, variables) == .bool(true) }) }
        for sign in ["!=", ">=", "<=", "=", ">", "<"] {
            let sides = text.components(separatedBy: " \(sign) ")
            guard sides.count == 2 else { continue }
            return .bool(try compare(value(sides[0], variables), sign, value(sides[1], variables)))
        }
        return try value(text, variables)
    }

    func fault(in text: String) -> String? {
        do { _ = try evaluate(text, [:]); return nil } catch { return "not understood" }
    }

    private func compare(_ a: JSON, _ sign: String, _ b: JSON) -> Bool {
        switch sign {
        case "=": a == b
        case "!=": a != b
        case ">=": a.number ?? 0 >= b.number ?? 0
        case "<=": a.number ?? 0 <= b.number ?? 0
        case ">": a.number ?? 0 > b.number ?? 0
        default: a.number ?? 0 < b.number ?? 0
        }
    }

    private func value(_ text: String, _ variables: [String: JSON]) throws -> JSON {
        let text = text.trimmed
        if text.isEmpty || text.contains("?") { throw NotUnderstood() }
        if text.hasPrefix("["), text.hasSuffix("]") {
            return .array(try text.dropFirst().dropLast().split(separator: ",").map { try value(String($0), variables) })
        }
        if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { return .string(String(text.dropFirst().dropLast())) }
        if let number = Double(text) { return .number(number) }
        if text == "true" || text == "false" { return .bool(text == "true") }
        return text.split(separator: ".").reduce(JSON.object(variables)) { $0.object?[String($1)] ?? .null }
    }
}

/// An instance that tests move about. Every state it comes to is written as JSON and read back.
struct Bench {
    let definition: ProcessDefinition
    private(set) var instance: ProcessInstance
    private(set) var effects: [ProcessEffect]
    private(set) var time = Timestamp(milliseconds: 1_790_000_000_000)

    init(_ definition: ProcessDefinition, at start: String? = nil, _ variables: [String: JSON] = [:]) throws {
        self.definition = definition
        let step = try definition.start(at: start, variables: variables, Comparisons(), now: time)
        (instance, effects) = (step.instance, step.effects)
    }

    mutating func take(_ event: ProcessEvent) throws {
        time = time + .hours(1)
        let step = try definition.step(instance, event, Comparisons(), now: time)
        instance = try JSONText.decode(from: JSONText.encode(step.instance))
        effects = step.effects
        try #require(instance == step.instance)
    }

    /// Completes the open work at an element, the one that came first.
    mutating func done(_ element: String, _ outcome: String? = nil, _ variables: [String: JSON] = [:], by: String = "王芳") throws {
        try take(.complete(work: work(element), outcome: outcome, variables: variables, by: by))
    }

    func work(_ element: String) throws -> Int {
        let token = instance.tokens.first { token in
            token.at == element && instance.openWork.contains { item in token.work?.contains { $0.id == item.id } ?? false }
        }
        let open = Set(instance.openWork.map(\.id))
        return try #require(token?.work?.first { open.contains($0.id) }?.id, "no open work at \(element)")
    }

    func token(_ element: String) throws -> Int { try #require(instance.tokens.first { $0.at == element }?.id, "no token at \(element)") }

    /// Where tokens stand, sorted.
    var at: [String] { instance.tokens.map(\.at).sorted() }

    /// The activities and ends that were passed, in order.
    var path: [String] {
        instance.trail.filter { passage in
            guard passage.end == .passed, let node = definition.node(passage.at) else { return false }
            if case .end = node.kind { return true }
            return node.isActivity
        }.map(\.at)
    }
}

/// The room's catalogues, read where they lie.
enum Words {
    static func texts(_ language: String) throws -> [String: String] {
        let here = URL(filePath: #filePath).resolvingSymlinksInPath()
        let file = here.appending(path: "../../../Sources/Engines/Workflow/Messages/\(language).json").standardized
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    static func say(_ language: String = "zh") throws -> ProcessPicture.Say {
        let texts = try texts(language)
        return { key, arguments in
            arguments.reduce(texts[key] ?? "?\(key)?") { $0.replacingOccurrences(of: "{{\($1.key)}}", with: $1.value) }
        }
    }
}
