import Catalogue
import Forms
import Kernel
import Testing

@Suite("Conditions of forms in FEEL") struct FormExpressionTests {
    @Test("they look at the form's answers and at the situation's", arguments: [
        ("floorArea > 150", true), ("floorArea > 250", false), ("kind = \"catering\"", true), ("kind = \"sale\" or floor-plan = 2", true),
        ("employees > 3", false), ("floorArea >", true),
    ])
    func holds(text: String, holds: Bool) throws {
        let facts = FormFacts(situation: ["kind": "catering"], answers: ["floorArea": .number(200), "floor-plan": .number(2)],
                              expressions: FEELExpressions.ofForms)
        #expect(try #require(FormCondition(.object(["feel": .string(text)]))).holds(facts) == holds)
    }
}
