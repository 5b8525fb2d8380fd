import Kernel

/// Reads the sketch of one table from a sheet.
struct SheetTable {
    private let sheet: Worksheet
    private enum Kind { case input, output, because }

    init(_ sheet: Worksheet) { self.sheet = sheet }

    func sketch() throws(Problem) -> ModelSketch {
        let name = sheet[1, 1]
        guard !name.isEmpty else { throw Self.fault(1) }
        var decision = DecisionSketch(name: name, line: 1)
        if !sheet[1, 2].isEmpty { decision.hitPolicy = sheet[1, 2] }
        let kinds = try kinds()
        decision.inputs = columns(.input, kinds)
        decision.outputs = columns(.output, kinds)
        guard !decision.outputs.isEmpty else { throw Self.fault(2) }
        for row in sheet.rows where row > 4 { decision.rules.append(rule(row, kinds)) }
        return ModelSketch(name: name, decisions: [decision])
    }

    /// By the column's number.
    private func kinds() throws(Problem) -> [(column: Int, kind: Kind)] {
        var kinds: [(column: Int, kind: Kind)] = []
        for column in 1...max(1, sheet.width) {
            switch sheet[2, column].lowercased() {
            case "输入", "input": kinds.append((column, .input))
            case "输出", "output": kinds.append((column, .output))
            case "依据", "because": kinds.append((column, .because))
            case "": continue
            default: throw Self.fault(2)
            }
            if sheet[3, column].isEmpty, kinds.last?.kind != .because { throw Self.fault(3) }
        }
        return kinds
    }

    private func columns(_ kind: Kind, _ kinds: [(column: Int, kind: Kind)]) -> [DecisionSketch.Column] {
        kinds.filter { $0.kind == kind }.map { DecisionSketch.Column(name: sheet[3, $0.column], type: sheet[4, $0.column]) }
    }

    private func rule(_ row: Int, _ kinds: [(column: Int, kind: Kind)]) -> DecisionSketch.Row {
        let cells = { (kind: Kind) in kinds.filter { $0.kind == kind }.map { sheet[row, $0.column] } }
        let conditions = cells(.input).map { $0.split(separator: "\n").map(\.trimmed) }
        return DecisionSketch.Row(
            line: row, conditions: conditions, outputs: cells(.output), because: cells(.because).joined(separator: "；"))
    }

    private static func fault(_ row: Int) -> Problem { Problem("rules.xlsx", .invalid, ["row": String(row)]) }
}
