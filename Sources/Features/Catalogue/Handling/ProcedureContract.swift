import Kernel
import Organisations
import Rules
import Workflow

/// What a procedure must say so that cases can be handled by it: opinions and results whose meaning the law gives, messages and
/// operations that somebody answers. Everything else in it is free.
public enum ProcedureContract {
    /// Opinions with a meaning of the law: 受理, 补正, 不予受理, 准予, 不予. Any other is the opinion of a step.
    public static let taking = ["accept", "correct", "decline"], deciding = ["grant", "refuse"]

    /// 办结结果 that an end may have; the applicant's withdrawal ends a case without one.
    public static let results = ["granted", "refused", "notAccepted", "noSupplement"]

    /// What a service task may ask for. The licence follows the act of granting, so a procedure only goes on.
    public static let operations = ["licence.issue"]

    /// 补正: the one message that a case waits for.
    public static let messages = [LinearProcedure.supplement]

    /// What keeps the procedure from being published, in words, by element.
    static func problems(in definition: ProcessDefinition, promise: Int?, decisions: Set<String>) -> [FieldProblem] {
        let roles = Set(StaffMember.Role.allCases.map(\.rawValue))
        let found = definition.check(roles: roles, promise: promise, expressions: FEELExpressions()).filter { !$0.isWarning }
        let problems = found.map { FieldProblem("procedure", $0.key, $0.arguments) }
        return problems + definition.nodes.compactMap { problem(in: $0, decisions) } + lacking(definition)
    }

    private static func problem(in node: FlowNode, _ decisions: Set<String>) -> FieldProblem? {
        let named = { (code: String, value: String) in
            FieldProblem("procedure", "item.procedure.\(code)", ["element": node.id, "name": node.title, "value": value])
        }
        if node.duty.body != nil { return named("body", node.duty.body ?? "") }
        if node.repetition != nil, node.kind == .userTask { return named("repeated", "") }
        switch node.kind {
        case .serviceTask(let operation) where !operations.contains(operation): return named("operation", operation)
        case .decisionTask(let decision) where !decisions.contains(decision): return named("decision", decision)
        case .callActivity(let process): return named("called", process)
        case .end where node.scope == nil: return end(node).map { named("result", $0) }
        default: break
        }
        switch node.trigger {
        case .message(let message)? where node.isWaiting && !messages.contains(message): return named("message", message)
        case .signal(let signal)? where node.isWaiting: return named("message", signal)
        case .error(let code)?: return named("error", code ?? "")
        default: return nil
        }
    }

    /// The result of an end, when it is none that the law knows. An end may have none: that of a reminder.
    private static func end(_ node: FlowNode) -> String? { node.result.flatMap { results.contains($0) ? nil : $0 } }

    /// Somebody must be able to accept, and somebody to decide.
    private static func lacking(_ definition: ProcessDefinition) -> [FieldProblem] {
        let outcomes = Set(definition.nodes.flatMap(\.duty.outcomes))
        return ["accept", "grant"].filter { !outcomes.contains($0) }.map { FieldProblem("procedure", "item.procedure.lacking.\($0)") }
    }
}

extension FlowNode {
    /// Whether it waits for its trigger, rather than brings it about.
    fileprivate var isWaiting: Bool {
        switch kind {
        case .start, .catching, .boundary, .receiveTask: true
        default: false
        }
    }
}
