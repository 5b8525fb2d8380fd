import Kernel
import Workflow

/// A procedure given as a list of stages that follow one another (办理环节): what most items need. It is made into BPMN when the item is read,
/// so that nobody behind it knows two kinds of procedure.
public enum PlainProcedure {
    /// As an item's file writes it: `"procedure": {"stages": [{"key": …, "name": …, "role": …, "days": …}, …]}`.
    struct Written: Decodable {
        struct Stage: Decodable { let key: String, name: String, role: String, days: Int }
        let stages: [Stage]
    }

    /// - Parameter correctionDays: working days within which a correction (补正) must come.
    /// - Throws: `workflow.stages` when there is no stage, when one stands twice, or its key can't be one.
    public static func text(_ stages: [LinearProcedure.Stage], named name: String, correctionDays: Int) throws(Problem) -> String {
        let procedure = LinearProcedure(id: "handling", name: name, stages: stages, correctionDays: correctionDays)
        return String(decoding: try procedure.definition { key, _ in words[key] ?? key }.exported(), as: UTF8.self)
    }

    static func text(_ written: Written, named name: String, correctionDays: Int) throws(Problem) -> String {
        let stages = written.stages.map { LinearProcedure.Stage(key: $0.key, name: $0.name, role: $0.role, days: $0.days) }
        return try text(stages, named: name, correctionDays: correctionDays)
    }

    /// Names of steps are data, and data are Chinese.
    private static let words = [
        "workflow.linear.start": "申请", "workflow.linear.correction": "补正材料", "workflow.linear.lapsed": "逾期未补正",
        "workflow.linear.granted": "准予", "workflow.linear.refused": "不予", "workflow.linear.notAccepted": "不予受理",
        "workflow.linear.noSupplement": "补正不来",
    ]
}

/// A step that people do (办理环节), as the pages name it.
public struct ProcedureStage: Sendable, Hashable {
    /// The element's id, and the stage that it belongs to.
    public let element: String
    public let key: String
    public let name: String
    public let role: String
    /// Working days.
    public let days: Int
    /// 特别程序: its days aren't counted.
    public let isSpecial: Bool

    init(_ node: FlowNode) {
        (element, key, name) = (node.id, node.stage, node.title)
        (role, days, isSpecial) = (node.duty.role ?? "", node.duty.days ?? 0, node.duty.isSpecial)
    }
}

extension ProcessDefinition {
    /// What people do, in the order of the file.
    public var people: [ProcedureStage] { nodes.filter { $0.kind == .userTask }.map(ProcedureStage.init) }

    /// The same for whoever follows a case: of a stage that one person does in two parts, as on the spot, one.
    public var steps: [ProcedureStage] {
        people.reduce(into: []) { steps, step in
            if !steps.contains(where: { $0.key == step.key && $0.name == step.name }) { steps.append(step) }
        }
    }

    /// What a stage is called: as its steps are, when there are several.
    public func name(ofStage key: String) -> String {
        let names = people.filter { $0.key == key }.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return names.isEmpty ? key : names.joined(separator: "、")
    }
}

extension FlowNode {
    /// The stage that a step belongs to; one that names none is a stage of its own.
    public var stage: String { duty.stage ?? id }
}
