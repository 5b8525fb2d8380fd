import Kernel
import Rules
import Testing

private typealias Make = Fixtures

@Suite("Models of DMN") struct ModelTests {
    @Test("every version of the standard is read", arguments: ["20151101", "20180521", "20191111", "20211108", "20230324"])
    func versions(_ dmn: String) throws {
        let model = try DecisionModel(reading: Array(Make.xml(Make.decision("d", "1 + 1"), dmn: dmn).utf8))
        #expect(try model.answer("d") == "2")
    }

    @Test("anything else is refused", arguments: ["<a/>", "<definitions xmlns=\"urn:x\" namespace=\"y\"/>", "", "<!DOCTYPE a><a/>"])
    func foreign(_ text: String) { #expect(throws: Problem.self) { try DecisionModel(reading: Array(text.utf8)) } }

    @Test("decisions rest on inputs, decisions and knowledge, and see nothing else")
    func requirements() throws {
        let model = try Make.model(Make.input("面积", type: "number") + Make.decision("大店", "面积 > 150", on: [Make.needs(input: "面积")])
            + Make.decision("天数", "if 大店 then 加一(4) else 1", on: [Make.needs(decision: "大店"), Make.needs(knowledge: "k")])
            + Make.decision("偷看", "面积", on: [Make.needs(decision: "大店")]) + """
            <businessKnowledgeModel id="k" name="加一"><variable name="加一"/><encapsulatedLogic>
            <formalParameter name="n" typeRef="number"/>\(Make.literal("n + 1"))</encapsulatedLogic></businessKnowledgeModel>
            """)
        #expect(model.problems == [])
        #expect(try model.answer("天数", ["面积": 200]) == "5")
        #expect(try model.answer("天数", ["面积": 86]) == "1")
        #expect(try model.answer("偷看", ["面积": 86]) == "null")
        #expect(try model.answer("大店", ["面积": "200"]) == "null")
        #expect(model.decisions == ["偷看", "大店", "天数"] && model.inputs == ["面积"])
    }

    @Test("decisions that rest on themselves, and on what isn't there, are named")
    func cycles() throws {
        let model = try Make.model(Make.decision("a", "b", on: [Make.needs(decision: "b")])
            + Make.decision("b", "a", on: [Make.needs(decision: "a")])
            + Make.decision("c", "1", on: [Make.needs(input: "nobody")]))
        #expect(Set(model.problems.map(\.code)) == ["rules.model.cycle", "rules.model.requirement"])
        let outcome = try model.evaluate("a", [:])
        #expect(outcome.value.isNull)
    }

    @Test("types of a model hold its values", arguments: [
        ("\"餐饮\"", "kind", "\"餐饮\""), ("\"矿山\"", "kind", "null"), ("[\"餐饮\"]", "kind", "\"餐饮\""), ("\"餐饮\"", "kinds", "[\"餐饮\"]"),
        ("[\"餐饮\", \"矿山\"]", "kinds", "null"), ("{area: 86, kind: \"销售\"}", "shop", "{area: 86, kind: \"销售\"}"),
        ("{area: \"86\"}", "shop", "null"),
        ("[1, 2, 3]", "few", "null"), ("[1, 2]", "few", "[1, 2]"), ("function(a: number) a", "f", "function(a)"),
        ("@\"2026-05-01\"", "dateTime", "2026-05-01T00:00:00Z"),
    ])
    func types(_ text: String, _ type: String, _ expected: String) throws {
        let items = """
            <itemDefinition name="kind"><typeRef>string</typeRef><allowedValues><text>"餐饮", "销售"</text></allowedValues></itemDefinition>
            <itemDefinition name="kinds" isCollection="true"><typeRef>kind</typeRef></itemDefinition>
            <itemDefinition name="shop"><itemComponent name="area"><typeRef>number</typeRef></itemComponent>
            <itemComponent name="kind"><typeRef>kind</typeRef></itemComponent></itemDefinition>
            <itemDefinition name="few" isCollection="true"><typeRef>number</typeRef>
            <typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
            <itemDefinition name="f"><functionItem outputTypeRef="Any"><parameters name="a" typeRef="number"/></functionItem>
            </itemDefinition>
            """
        let model = try Make.model(items + Make.decision("d", text, type: type))
        #expect(model.problems == [])
        #expect(try model.answer("d") == expected)
    }

    @Test("services are asked by name and called as functions")
    func services() throws {
        let model = try Make.model(Make.input("x", type: "number") + Make.decision("a", "x + 1", on: [Make.needs(input: "x")])
            + Make.decision("b", "a * 10", type: "number", on: [Make.needs(decision: "a")])
            + """
            <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#b"/><encapsulatedDecision href="#a"/>
            <inputData href="#x"/></decisionService>
            <decisionService id="t" name="t"><variable name="t"/><outputDecision href="#a"/><outputDecision href="#b"/>
            <inputDecision href="#a"/></decisionService>
            """
            + Make.decision("call", "[s(4), s(x: 1), t(7)]", on: [Make.needs(knowledge: "s"), Make.needs(knowledge: "t")]))
        #expect(model.problems == [])
        #expect(try model.answer("s", ["x": 2]) == "30")
        #expect(try model.answer("call") == "[50, 20, {a: 7, b: 70}]")
    }

    @Test("models use one another by the import's name, or by none")
    func imports() throws {
        let base = Make.xml(
            "<itemDefinition name=\"size\"><typeRef>number</typeRef></itemDefinition>" + Make.input("n", type: "number")
                + Make.decision("twice", "n * 2", on: [Make.needs(input: "n")]), name: "base", namespace: "urn:base")
        for alias in ["基础 模型", ""] {
            let path = alias.isEmpty ? "twice" : "\(alias).twice", type = alias.isEmpty ? "size" : "\(alias).size"
            let need = Make.needs(decision: "twice").replacing("#", with: "urn:base#")
            let model = try Make.model(
                "<import name=\"\(alias)\" namespace=\"urn:base\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>"
                    + Make.decision("d", "\(path) + 1", type: type, on: [need]), imports: [base])
            #expect(model.problems == [])
            #expect(try model.answer("d", alias.isEmpty ? ["n": 4] : [alias: .context(["n": 4])]) == "9")
        }
    }

    @Test("a model that isn't at hand is named")
    func missingImport() throws {
        let model = try Make.model("<import name=\"x\" namespace=\"urn:x\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>")
        #expect(model.problems.map(\.code) == ["rules.model.import"])
    }
}
