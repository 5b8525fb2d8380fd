import Kernel
import Rules
import Testing

@Suite("Decision tables") struct TableTests {
    static let rules: [(String, [String])] = [("> 10", ["\"b\""]), ("> 5", ["\"a\""]), ("> 5", ["\"c\""]), ("< 0", ["\"a\""])]

    @Test("each hit policy", arguments: [
        ("hitPolicy=\"UNIQUE\"", "-1", "\"a\""), ("hitPolicy=\"UNIQUE\"", "20", "null"), ("hitPolicy=\"UNIQUE\"", "1", "null"),
        ("", "-1", "\"a\""),
        ("hitPolicy=\"ANY\"", "-1", "\"a\""), ("hitPolicy=\"ANY\"", "20", "null"), ("hitPolicy=\"FIRST\"", "20", "\"b\""),
        ("hitPolicy=\"PRIORITY\"", "20", "\"c\""), ("hitPolicy=\"RULE ORDER\"", "20", "[\"b\", \"a\", \"c\"]"),
        ("hitPolicy=\"OUTPUT ORDER\"", "20", "[\"c\", \"b\", \"a\"]"), ("hitPolicy=\"COLLECT\"", "20", "[\"b\", \"a\", \"c\"]"),
        ("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "20", "3"), ("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", "20", "\"a\""),
        ("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", "20", "\"c\""), ("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", "1", "0"),
    ])
    func policies(_ policy: String, _ x: String, _ expected: String) throws {
        let model = try Fixtures.table(policy, values: "\"c\", \"b\", \"a\"", Self.rules)
        #expect(model.problems == [])
        #expect(try model.answer("d", ["x": .number(#require(Int(x)))]) == expected)
    }

    @Test("sums, defaults and several outputs")
    func more() throws {
        let sum = try Fixtures.table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", fallback: "7", [("> 1", ["x"]), ("> 2", ["10"])])
        #expect(try sum.answer("d", ["x": 5]) == "15")
        #expect(try sum.answer("d", ["x": 0]) == "7")
        let pair = try Fixtures.table("hitPolicy=\"UNIQUE\"", [("-", ["x * 2", "\"为\""])], outputs: ["双 倍", "字"])
        #expect(try pair.answer("d", ["x": 5]) == "{双 倍: 10, 字: \"为\"}")
        let list = try Fixtures.table("hitPolicy=\"COLLECT\"", fallback: "1", [("> 1", ["2"])])
        #expect(try list.answer("d", ["x": 0]) == "[1]")
    }

    @Test("several rules of a table that allows one are named in the warning")
    func conflict() throws {
        let outcome = try Fixtures.table("hitPolicy=\"UNIQUE\"", Self.rules).evaluate("d", ["x": 20])
        #expect(outcome.value.isNull)
        #expect(outcome.warnings.first?.code == "rules.warning.hits")
        #expect(outcome.warnings.first?.arguments == ["rules": "1, 2, 3"])
    }

    @Test("a decision explains itself")
    func explanation() throws {
        let outcome = try Fixtures.table("hitPolicy=\"FIRST\"", Self.rules).evaluate("d", ["x": 8], explained: true)
        let step = try #require(outcome.explanation.decisions.first)
        #expect(step.name == "d" && step.value == "\"a\"")
        let table = try #require(step.tables.first)
        #expect(table.inputs == [.init(name: "x", text: "8")])
        #expect(table.rules.map(\.number) == [2])
        #expect(table.rules[0].conditions == [.init(name: "x", text: "> 5")])
        #expect(table.rules[0].outputs.map(\.text) == ["\"a\""])
    }

    @Test("what is wrong with a table is said, and the rest of the model can be asked")
    func problems() throws {
        let model = try Fixtures.model(Fixtures.decision("ok", "1 + 1") + """
            <decision id="t" name="t"><variable name="t"/><decisionTable hitPolicy="PRIORITY" id="tt">
            <input id="i"><inputExpression><text>1 +</text></inputExpression></input><output id="o1" typeRef="Nobody"/><output id="o2"/>
            <rule id="r"><inputEntry><text>&gt;</text></inputEntry></rule></decisionTable></decision>
            """)
        #expect(Set(model.problems.map(\.code)) == [
            "rules.syntax.expected", "rules.model.type", "rules.model.output_names", "rules.model.no_priorities", "rules.model.rule_length",
        ])
        #expect(Set(model.problems.map(\.field)) == ["i", "o1", "tt", "r"])
        #expect(try model.answer("ok") == "2")
        #expect(try model.answer("t") == "null")
        #expect(throws: (any Error).self) { try model.checked() }
    }
}
