/// Decision tables as people without an editor write them, in YAML or on a sheet, before they are read as FEEL.
///
/// In a column of type string a cell is the text itself (`餐饮`); so that it can be an expression all the same, one may begin with `=`, and a
/// cell that begins with a quotation mark, with `not(` or with a comparison is FEEL as it stands. In all other columns a cell is FEEL:
/// a test for an input (`> 150`, `[1..5]`, `"a", "b"`), an expression for an output. A cell that is empty or `-` lets every input pass.
struct ModelSketch {
    var name: String
    var decisions: [DecisionSketch] = []
}

struct DecisionSketch {
    var name: String
    /// The line of the file, for problems.
    var line: Int
    /// What a decision without a table says.
    var expression: String?
    var type = ""
    var hitPolicy = "U"
    var inputs: [Column] = []
    var outputs: [Column] = []
    var rules: [Row] = []

    struct Column {
        var name: String
        var type: String
        /// The values that are allowed; for an output in the order of their priority.
        var values: [String] = []
        var fallback: String?
    }

    struct Row {
        var line: Int
        /// One for each input, and in each the alternatives.
        var conditions: [[String]]
        var outputs: [String]
        /// Why: the article of law, a remark.
        var because: String
    }
}

extension DecisionSketch.Column {
    private var isText: Bool { type == "string" }

    /// The cell as unary tests of FEEL.
    func tests(_ alternatives: [String]) -> String {
        let cells = alternatives.filter { !$0.isEmpty && $0 != "-" }
        return cells.isEmpty ? "-" : cells.map(feel).joined(separator: ", ")
    }

    /// The cell as FEEL.
    func feel(_ cell: String) -> String {
        if cell.hasPrefix("=") { return String(cell.dropFirst()) }
        return isText && !Self.isFEEL(cell) ? quoted(cell) : cell
    }

    private static func isFEEL(_ cell: String) -> Bool { ["\"", "not(", "<", ">", "!="].contains { cell.hasPrefix($0) } }
}
