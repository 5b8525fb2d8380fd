import Kernel
import Rules
import Testing

@Suite("Tables in YAML") struct YAMLTests {
    static let text = """
        name: 食品经营许可
        decisions:
          - name: 材料
            hit policy: C
            inputs: [{name: 业态, type: string, values: [餐饮, 销售, 食堂]}, {name: 面积, type: number}]
            outputs: [{name: 材料, type: string}]
            rules:
              - {材料: 平面图}
              - {业态: [餐饮, 食堂], 面积: "> 150", 材料: 设备清单, because: 办法第十三条}
              - {业态: not("餐饮"), 材料: = "说明" + string(面积)}
          - name: 份数
            is: count(材料)
            inputs: [材料]
            type: number
        """

    @Test("cells are texts, alternatives, tests and expressions", arguments: [
        ("餐饮", 200, "[\"平面图\", \"设备清单\"]"), ("餐饮", 100, "[\"平面图\"]"), ("销售", 200, "[\"平面图\", \"说明200\"]"),
    ])
    func cells(_ kind: String, _ area: Int, _ expected: String) throws {
        let model = try DecisionModel(yaml: Self.text)
        #expect(model.problems == [])
        #expect(try model.answer("材料", ["业态": .string(kind), "面积": .number(area)]) == expected)
    }

    @Test("a decision may rest on a table, and says why a rule held")
    func chained() throws {
        let outcome = try DecisionModel(yaml: Self.text).evaluate("份数", ["业态": "食堂", "面积": 151], explained: true)
        #expect(outcome.value == 3)
        #expect(outcome.explanation.decisions.map(\.name) == ["材料", "份数"])
        #expect(outcome.explanation.decisions[0].tables[0].rules[1].annotations == [.init(name: "because", text: "办法第十三条")])
    }

    @Test("what isn't such a file is refused with its line", arguments: [
        ("- 1", "1"), ("name: a\nrules: x", "2"), ("name: a\ninput: []", "2"),
        ("name: a\ninputs: [b]\noutputs: [c]\nrules:\n  - {d: 1}", "5"), ("{", "2"), ("rules: []", "1"),
    ])
    func refused(_ text: String, _ line: String) {
        do {
            _ = try DecisionModel(yaml: text)
            Issue.record("it was read")
        } catch {
            #expect(error.code == "rules.yaml" && error.arguments["line"] == line, "\(error.arguments)")
        }
    }

    @Test("what is wrong in a cell is a problem with its line")
    func problems() throws {
        let text = "name: a\nhit policy: Z\ninputs: [{name: b, type: size}]\noutputs: [c]\nrules:\n  - {b: \">\", c: 1}"
        let model = try DecisionModel(yaml: text)
        #expect(model.problems.map(\.code).sorted() == ["rules.model.hit_policy", "rules.model.type", "rules.syntax.expected"])
        #expect(model.problems.map(\.field).contains("a:6"))
    }
}
