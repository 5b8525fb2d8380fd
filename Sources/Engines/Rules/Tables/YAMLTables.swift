import Kernel
import Yams

/// Reads the sketch of a model from YAML.
struct YAMLTables {
    private let root: Yams.Node.Mapping

    /// `nil` unless it is a mapping.
    init?(_ root: Yams.Node) {
        guard let mapping = root.mapping else { return nil }
        self.root = mapping
    }

    func sketch() throws(Problem) -> ModelSketch {
        var model = ModelSketch(name: root["name"]?.string ?? "")
        if let several = root["decisions"] {
            guard let list = several.sequence else { throw Self.fault(several) }
            for node in list {
                guard let table = node.mapping else { throw Self.fault(node) }
                model.decisions.append(try decision(table, at: node))
            }
        } else {
            model.decisions = [try decision(root, at: .mapping(root))]
        }
        return model
    }

    private static let known: Set<String> = ["name", "type", "is", "hit policy", "inputs", "outputs", "rules"]

    private func decision(_ table: Yams.Node.Mapping, at node: Yams.Node) throws(Problem) -> DecisionSketch {
        guard let name = table["name"]?.string, !name.isEmpty else { throw Self.fault(node) }
        for key in table.keys where !Self.known.contains(key.string ?? "") { throw Self.fault(key) }
        var decision = DecisionSketch(name: name, line: Self.line(node))
        decision.expression = table["is"]?.string
        decision.type = table["type"]?.string ?? ""
        decision.hitPolicy = table["hit policy"]?.string ?? "U"
        decision.inputs = try columns(table["inputs"])
        decision.outputs = try columns(table["outputs"])
        for rule in try list(table["rules"]) { decision.rules.append(try row(rule, of: decision)) }
        return decision
    }

    private func list(_ node: Yams.Node?) throws(Problem) -> [Yams.Node] {
        guard let node else { return [] }
        guard let list = node.sequence else { throw Self.fault(node) }
        return Array(list)
    }

    /// A column is a mapping, or its name alone.
    private func columns(_ node: Yams.Node?) throws(Problem) -> [DecisionSketch.Column] {
        var columns: [DecisionSketch.Column] = []
        for node in try list(node) {
            guard let name = node.string ?? node["name"]?.string, !name.isEmpty else { throw Self.fault(node) }
            columns.append(DecisionSketch.Column(
                name: name, type: node["type"]?.string ?? "", values: try cells(node["values"]), fallback: node["default"]?.string))
        }
        return columns
    }

    /// A rule is a mapping from columns' names to cells.
    private func row(_ node: Yams.Node, of decision: DecisionSketch) throws(Problem) -> DecisionSketch.Row {
        guard let row = node.mapping else { throw Self.fault(node) }
        let names = Set((decision.inputs + decision.outputs).map(\.name) + ["because"])
        for key in row.keys where !names.contains(key.string ?? "") { throw Self.fault(key) }
        var conditions: [[String]] = []
        for input in decision.inputs { conditions.append(try cells(row[Yams.Node(input.name)])) }
        return DecisionSketch.Row(
            line: Self.line(node), conditions: conditions, outputs: decision.outputs.map { row[Yams.Node($0.name)]?.string ?? "" },
            because: row["because"]?.string ?? "")
    }

    /// One cell, or a list of alternatives.
    private func cells(_ node: Yams.Node?) throws(Problem) -> [String] {
        guard let node else { return [] }
        if let text = node.string { return [text] }
        guard let list = node.sequence else { throw Self.fault(node) }
        return list.compactMap(\.string)
    }

    private static func line(_ node: Yams.Node) -> Int { node.mark?.line ?? 1 }

    private static func fault(_ node: Yams.Node) -> Problem { Problem("rules.yaml", .invalid, ["line": String(line(node))]) }
}
