import Kernel
import Rules
import Testing

@Suite("Rules and JSON") struct JSONTests {
    @Test("values go out as JSON and come back", arguments: [
        ("[1, \"a\", true, null, {b: 0.1}]", "[1,\"a\",true,null,{\"b\":0.1}]"), ("@\"2026-05-01\"", "\"2026-05-01\""),
        ("12345678901234567890.5", "12345678901234567890.5"),
        ("[1..5)", "\"[1..5)\""), ("function(x) x", "null"),
    ])
    func out(_ expression: String, _ json: String) throws { #expect(try JSONText.encode(FEEL(expression).evaluate().value.json) == json) }

    @Test("an expression takes an object's members as its variables")
    func variables() throws {
        let feel = try FEEL("面积 * 0.1 + count(人员)", names: ["面积", "人员"])
        #expect(feel.evaluate(json: .object(["面积": .number(86), "人员": .array(["甲"])])).value == .number(9.6))
        #expect(feel.evaluate(json: .array([])).value == .null)
    }

    @Test("inputs are read as the types that the model gives them, and missing entries are nothing")
    func inputs() throws {
        let model = try Fixtures.model("""
            <itemDefinition name="shop"><itemComponent name="opened"><typeRef>date</typeRef></itemComponent>
            <itemComponent name="note"><typeRef>string</typeRef></itemComponent></itemDefinition>
            """ + Fixtures.input("s", type: "shop")
            + Fixtures.decision("d", "{year: s.opened.year, note: s.note}", on: [Fixtures.needs(input: "s")]))
        let answer = try model.evaluate("d", json: .object(["s": .object(["opened": "2024-02-29"])]))
        #expect(try JSONText.encode(answer.value) == "{\"note\":null,\"year\":2024}")
        #expect(answer.explanation.decisions.map(\.value) == ["{year: 2024, note: null}"])
    }

    @Test("a decision that isn't there, and inputs that are no object, are refused")
    func refused() throws {
        let model = try Fixtures.model(Fixtures.decision("d", "1"))
        #expect(throws: Problem("rules.no_decision", .notFound)) { try model.evaluate("e", json: .object([:])) }
        #expect(throws: Problem("rules.inputs", .invalid)) { try model.evaluate("d", json: .array([])) }
    }
}
