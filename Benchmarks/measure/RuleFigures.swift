import Kernel
import Rules

/// A decision table of fifty rows, as fees and lists of materials have them; and one expression.
struct RuleFigures {
    func print() throws {
        let model = try DecisionModel(reading: Array(Self.table.utf8)).checked()
        for (name, isExplained) in [("rule_table", false), ("rule_table_explained", true)] {
            var turn = 0
            let rate = try perProcessorSecond {
                turn += 1
                let kind = Self.kinds[turn % 3]
                return try !model.evaluate("费用", ["业态": .string(kind), "面积": .number(turn % 500), "人数": 8], explained: isExplained)
                    .value.isNull
            }
            Figure(name: name, value: rate, unit: "/s of a core").print()
        }
        let fee = try FEEL(#"if 面积 > 150 and 业态 = "餐饮" then 面积 * 2 + 10 else decimal(面积 / 3, 2)"#, names: ["面积", "业态"])
        var area = 0
        let rate = try perProcessorSecond {
            area = (area + 1) % 500
            return fee.evaluate(["面积": .number(area), "业态": "餐饮"]).value.number != nil
        }
        Figure(name: "feel_expression", value: rate, unit: "/s of a core").print()
    }

    private static let kinds = ["餐饮", "销售", "食堂"]

    /// Each row wants a kind, a range of areas and a least number of people; the last takes what is left.
    private static let rows = (0..<50).map { place in
        let conditions = place == 49 ? ["-", "-"] : ["\"\(kinds[place % 3])\"", "[\(place * 10)..\(place * 10 + 10))"]
        let inputs = (conditions + ["&gt;= \(place % 7)"]).map { "<inputEntry><text>\($0)</text></inputEntry>" }.joined()
        return "<rule>\(inputs)<outputEntry><text>\(place) * 10</text></outputEntry></rule>"
    }.joined()

    private static let facts = [("k", "业态", "string"), ("a", "面积", "number"), ("p", "人数", "number")]

    private static let table = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:fees" name="fees" id="fees">
        \(facts.map { #"<inputData id="\#($0)" name="\#($1)"><variable name="\#($1)" typeRef="\#($2)"/></inputData>"# }.joined())
        <decision id="fee" name="费用"><variable name="费用"/>
        \(facts.map { fact in "<informationRequirement><requiredInput href=\"#\(fact.0)\"/></informationRequirement>" }.joined())
        <decisionTable hitPolicy="COLLECT">
        \(facts.map { fact in "<input><inputExpression><text>\(fact.1)</text></inputExpression></input>" }.joined())
        <output/>\(rows)</decisionTable></decision></definitions>
        """
}
