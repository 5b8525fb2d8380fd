import Kernel

/// Makes a model of what was sketched.
struct SketchReader {
    private let sketch: ModelSketch
    private let limits: Limits
    private let names: [String]
    private var reader: BoxedReader
    private var nodes: [NodeID: Node] = [:]
    private static let namespace = "urn:tongban:tables"

    static func model(_ sketch: ModelSketch, limits: Limits) -> DecisionModel {
        var reader = SketchReader(sketch, limits)
        for decision in sketch.decisions { reader.add(decision) }
        return DecisionModel(
            name: sketch.name, namespace: namespace, nodes: ModelNodes(all: reader.nodes, aliases: [:]),
            problems: reader.reader.problems + RequirementCycles.problems(reader.nodes), limits: limits)
    }

    private init(_ sketch: ModelSketch, _ limits: Limits) {
        (self.sketch, self.limits) = (sketch, limits)
        names = sketch.decisions.map(\.name)
        reader = BoxedReader(types: { FEELType(name: $0) }, properties: NameTable(Vocabulary.valueProperties + names), limits: limits)
    }

    private mutating func add(_ decision: DecisionSketch) {
        let place = "\(decision.name):\(decision.line)"
        for input in decision.inputs where !names.contains(input.name) {
            nodes[Self.id(input.name)] = .input(InputData(name: input.name, type: type(input.type, place)))
        }
        let id = Self.id(decision.name)
        if nodes[id] != nil { reader.problems.append(FieldProblem(place, "rules.model.doubled_name")) }
        let scope = NameTable(decision.inputs.map(\.name))
        let form = decision.expression.map { reader.literal($0, scope, place) } ?? .table(table(decision, scope, place))
        nodes[id] = .decision(Decision(
            name: decision.name, type: type(decision.type, place), requirements: decision.inputs.map { Self.id($0.name) },
            logic: BoxedExpression(element: place, type: .any, form: form)))
    }

    private static func id(_ name: String) -> NodeID { NodeID(namespace: namespace, id: name) }

    private mutating func type(_ name: String, _ place: String) -> FEELType {
        if name.isEmpty { return .any }
        if let type = FEELType(name: name) { return type }
        reader.problems.append(FieldProblem(place, "rules.model.type", ["name": name]))
        return .any
    }

    private mutating func table(_ decision: DecisionSketch, _ scope: NameTable, _ place: String) -> DecisionTable {
        let policy = HitPolicy(letters: decision.hitPolicy)
        if policy == nil { reader.problems.append(FieldProblem(place, "rules.model.hit_policy", ["name": decision.hitPolicy])) }
        let inputs = decision.inputs.map { input($0, place) }, outputs = decision.outputs.map { output($0, scope, place) }
        let rules = decision.rules.map { rule($0, decision, scope) }
        let hasReasons = decision.rules.contains { !$0.because.isEmpty }
        let table = DecisionTable(
            hitPolicy: policy ?? .unique, inputs: inputs, outputs: outputs, rules: rules, annotations: hasReasons ? ["because"] : [])
        reader.check(table, place)
        return table
    }

    private mutating func input(_ column: DecisionSketch.Column, _ place: String) -> DecisionTable.Input {
        let allowed = column.values.isEmpty ? nil : reader.tests(column.tests(column.values), NameTable(), place)
        let expression = BoxedExpression(element: place, type: .any, form: .literal(.name(column.name)))
        return DecisionTable.Input(label: column.name, expression: expression, allowed: allowed)
    }

    private mutating func output(_ column: DecisionSketch.Column, _ scope: NameTable, _ place: String) -> DecisionTable.Output {
        let priorities = column.values.compactMap { value -> Expression? in
            if case .literal(let expression) = reader.literal(column.feel(value), scope, place) { expression } else { nil }
        }
        let fallback = column.fallback.map { cell in
            BoxedExpression(element: place, type: .any, form: reader.literal(column.feel(cell), scope, place))
        }
        return DecisionTable.Output(name: column.name, type: type(column.type, place), priorities: priorities, defaultValue: fallback)
    }

    private mutating func rule(_ row: DecisionSketch.Row, _ decision: DecisionSketch, _ scope: NameTable) -> DecisionTable.Rule {
        let place = "\(decision.name):\(row.line)"
        let written = zip(decision.inputs, row.conditions).map { $0.tests($1) }
        let outputs = zip(decision.outputs, row.outputs).map { column, cell in
            let form = cell.isEmpty ? .literal(.literal(.null)) : reader.literal(column.feel(cell), scope, place)
            return BoxedExpression(element: place, type: .any, form: form)
        }
        let tests = written.map { reader.tests($0, scope, place) }
        return DecisionTable.Rule(id: place, tests: tests, written: written, outputs: outputs, annotations: [row.because])
    }
}
