import Kernel
@testable import Rules

enum Fixtures {
    static let now = TemporalText.dateTime("2026-05-01T09:30:00@Asia/Shanghai")

    /// A model of DMN 1.5 with these elements.
    static func model(_ elements: String, name: String = "m", namespace: String = "urn:m", imports: [String] = []) throws -> DecisionModel {
        try DecisionModel(reading: Array(xml(elements, name: name, namespace: namespace).utf8), imports: imports.map { Array($0.utf8) })
    }

    static func xml(_ elements: String, name: String = "m", namespace: String = "urn:m", dmn: String = "20230324") -> String {
        let scheme = Int(dmn) ?? 0 >= 20_191_111 ? "https" : "http"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="\(scheme)://www.omg.org/spec/DMN/\(dmn)/MODEL/" namespace="\(namespace)" name="\(name)" id="d">
            \(elements)</definitions>
            """
    }

    /// A decision of that name with one literal expression; what it rests on by id.
    static func decision(_ name: String, _ text: String, type: String = "", on requirements: [String] = []) -> String {
        "<decision id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\"\(typed(type))/>"
            + "\(requirements.joined())\(literal(text))</decision>"
    }

    static func literal(_ text: String) -> String { "<literalExpression><text>\(escaped(text))</text></literalExpression>" }

    static func input(_ name: String, type: String = "") -> String {
        "<inputData id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\"\(typed(type))/></inputData>"
    }

    static func needs(input id: String) -> String { "<informationRequirement><requiredInput href=\"#\(id)\"/></informationRequirement>" }

    static func needs(decision id: String) -> String {
        "<informationRequirement><requiredDecision href=\"#\(id)\"/></informationRequirement>"
    }

    static func needs(knowledge id: String) -> String {
        "<knowledgeRequirement><requiredKnowledge href=\"#\(id)\"/></knowledgeRequirement>"
    }

    /// A decision called `d` on the input `x`, made by a table.
    static func table(
        _ policy: String, values: String = "", fallback: String? = nil, _ rules: [(String, [String])], outputs: [String] = [""]
    ) throws -> DecisionModel {
        let clauses = outputs.map { name in
            let values = values.isEmpty ? "" : texts("outputValues", [values])
            return "<output name=\"\(name)\">\(values)\(texts("defaultOutputEntry", fallback.map { [$0] } ?? []))</output>"
        }
        let rows = rules.map { test, cells in "<rule>\(texts("inputEntry", [test]))\(texts("outputEntry", cells))</rule>" }
        let body = "<input><inputExpression><text>x</text></inputExpression></input>" + clauses.joined() + rows.joined()
        return try model(input("x") + """
            <decision id="d" name="d"><variable name="d"/>\(needs(input: "x"))<decisionTable \(policy)>\(body)</decisionTable></decision>
            """)
    }

    private static func typed(_ type: String) -> String { type.isEmpty ? "" : " typeRef=\"\(type)\"" }

    private static func texts(_ name: String, _ texts: [String]) -> String {
        texts.map { "<\(name)><text>\(escaped($0))</text></\(name)>" }.joined()
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}

extension DecisionModel {
    /// The answer as FEEL writes it.
    func answer(_ decision: String, _ inputs: Context = [:]) throws -> String {
        try evaluate(decision, inputs, now: Fixtures.now).value.description
    }
}
