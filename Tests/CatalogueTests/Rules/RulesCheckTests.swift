import Catalogue
import Kernel
import TestKit
import Testing

@Suite("What is wrong with an item's rules") struct RulesCheckTests {
    @Test("each fault is named", arguments: [
        (#"{kind: sale, material: floor-plan}"#, "rules", "item.rules_material_never"),
        (#"{material: roof-plan}"#, "rules", "item.rules_material"),
        (#"{material: floor-plan, need: perhaps}"#, "rules", "item.rules_need"),
        (#"{material: =1 + kind}"#, "rules.materials", "item.rules_fails"),
        (#"{kind: "not(", material: floor-plan}"#, "rules.materials:8", "rules.syntax.expected"),
    ])
    func materials(row: String, field: String, code: String) throws {
        let problems = try publishingFaults(in: item(["rules": .string(Self.materials(row))]))
        #expect(problems.contains { $0.field == field && $0.code == code }, "\(problems)")
    }

    @Test("so are faults of the other decisions", arguments: [
        ("nonsense", "rules.yaml"),
        (chain, "item.rules_input"),
        (RulesCheckTests.table("C", "questions", "{name: question, type: string}", "{question: nowhere}"), "item.rules_question"),
        (RulesCheckTests.table("C", "questions", "{name: question, type: string}", "{question: kind}"), "item.rules_question_never"),
        (RulesCheckTests.table("C", "eligibility", "{name: reason, type: string}", "{kind: sale}"), "item.rules_reason"),
        (RulesCheckTests.table("C", "fees", "{name: name, type: string}, {name: amount, type: number}", "{name: 费}"), "item.rules_fee"),
        (RulesCheckTests.table("F", "limit", "{name: days, type: number}", "{days: 21}"), "item.rules_limit"),
        (RulesCheckTests.table("F", "limit", "{name: days, type: number}", "{days: 1.5}"), "item.rules_limit"),
        (RulesCheckTests.table("F", "limit", "{name: days, type: number}", "{kind: sale, days: 1}", input: "colour"), "item.rules_input"),
    ])
    func others(rules: String, code: String) throws {
        let problems = try publishingFaults(in: item(["rules": .string(rules)]))
        #expect(problems.contains { $0.code == code && $0.field.hasPrefix("rules") }, "\(problems)")
    }

    @Test("rules that look at the form are sound, and fields that there aren't are not", arguments: [("floorArea", true), ("floor", false)])
    func form(field: String, isSound: Bool) throws {
        let row = "{\(field): 1, material: floor-plan}"
        let rules = RulesCheckTests.table("C", "materials", "{name: material, type: string}", row, input: field, type: "number")
        #expect(try publishingFaults(in: item(["rules": .string(rules)])).isEmpty == isSound)
    }

    private static func materials(_ row: String) -> String {
        table("C", "materials", "{name: material, type: string}, {name: need, type: string}", row)
    }

    static func table(
        _ policy: String, _ name: String, _ outputs: String, _ row: String, input: String = "kind", type: String = "string"
    ) -> String {
        """
        name: 规则
        decisions:
          - name: \(name)
            hit policy: \(policy)
            inputs: [{name: \(input), type: \(type)}\(input == "kind" ? "" : ", {name: kind, type: string}")]
            outputs: [\(outputs)]
            rules:
              - \(row)
        """
    }
}
