import Kernel
import XML

extension BoxedReader {
    mutating func table(_ element: XMLElement, _ names: NameTable, _ id: String) -> DecisionTable {
        let inputs = element.children("input").map { input($0, names, id) }
        let outputs = element.children("output").map { output($0, names, id) }
        let rules = element.children("rule").map { rule($0, names, id) }
        let table = DecisionTable(
            hitPolicy: hitPolicy(element, id), inputs: inputs, outputs: outputs, rules: rules,
            annotations: element.children("annotation").map { $0["name"] ?? "" })
        check(table, id)
        return table
    }

    mutating func check(_ table: DecisionTable, _ id: String) {
        if table.outputs.isEmpty { problems.append(FieldProblem(id, "rules.model.no_output")) }
        let names = Set(table.outputs.map(\.name))
        if table.outputs.count > 1, names.count != table.outputs.count || names.contains("") {
            problems.append(FieldProblem(id, "rules.model.output_names"))
        }
        if table.hitPolicy.needsPriorities, table.outputs.allSatisfy(\.priorities.isEmpty) {
            problems.append(FieldProblem(id, "rules.model.no_priorities"))
        }
        for rule in table.rules where rule.tests.count != table.inputs.count || rule.outputs.count != table.outputs.count {
            problems.append(FieldProblem(rule.id, "rules.model.rule_length"))
        }
    }

    private mutating func hitPolicy(_ element: XMLElement, _ id: String) -> HitPolicy {
        let written = element["hitPolicy"] ?? "UNIQUE"
        let aggregation = element["aggregation"].map { " \($0)" } ?? ""
        if let policy = HitPolicy(rawValue: written == "COLLECT" ? written + aggregation : written) { return policy }
        problems.append(FieldProblem(id, "rules.model.hit_policy", ["name": written + aggregation]))
        return .unique
    }

    private mutating func input(_ element: XMLElement, _ names: NameTable, _ outer: String) -> DecisionTable.Input {
        let id = element["id"] ?? outer, inner = element.child("inputExpression")
        let text = inner?.text(of: "text") ?? ""
        _ = type(inner, near: id)
        let expression = BoxedExpression(element: id, type: .any, form: literal(text, names, id))
        let allowed = element.child("inputValues")?.text(of: "text").flatMap { tests($0, names, id) }
        return DecisionTable.Input(label: element["label"] ?? text, expression: expression, allowed: allowed)
    }

    private mutating func output(_ element: XMLElement, _ names: NameTable, _ outer: String) -> DecisionTable.Output {
        let id = element["id"] ?? outer
        let values = element.child("outputValues")?.text(of: "text").flatMap { tests($0, names, id) }
        let fallback = element.child("defaultOutputEntry").flatMap { $0.text(of: "text") }
        return DecisionTable.Output(
            name: element["name"] ?? "", type: type(element, near: id), priorities: values?.tests.compactMap(\.operand) ?? [],
            defaultValue: fallback.map { BoxedExpression(element: id, type: .any, form: literal($0, names, id)) })
    }

    private mutating func rule(_ element: XMLElement, _ names: NameTable, _ outer: String) -> DecisionTable.Rule {
        let id = element["id"] ?? outer
        let written = element.children("inputEntry").map { $0.text(of: "text") ?? "" }
        let outputs = element.children("outputEntry").map { entry in
            let entryID = entry["id"] ?? id
            return BoxedExpression(element: entryID, type: .any, form: literal(entry.text(of: "text") ?? "", names, entryID))
        }
        return DecisionTable.Rule(
            id: id, tests: written.map { tests($0, names, id) }, written: written, outputs: outputs,
            annotations: element.children("annotationEntry").map { $0.text(of: "text") ?? "" })
    }
}

extension HitPolicy {
    var needsPriorities: Bool { self == .priority || self == .outputOrder }
}
