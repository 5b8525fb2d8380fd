import Catalogue
import Forms
import Kernel
import Testing

@Suite("Situations") struct SituationTests {
    @Test("a condition holds of the answers that it names", arguments: [
        (#"{"question": "kind", "in": ["catering", "canteen"]}"#, true),
        (#"{"question": "kind", "in": ["sale"]}"#, false),
        (#"{"question": "kind", "in": []}"#, false),
        (#"{"question": "unknown", "in": ["catering"]}"#, false),
        (#"{"all": [{"question": "kind", "in": ["catering"]}, {"question": "area", "in": ["large"]}]}"#, true),
        (#"{"all": [{"question": "kind", "in": ["catering"]}, {"question": "area", "in": ["small"]}]}"#, false),
        (#"{"all": []}"#, true),
        (#"{"any": [{"question": "kind", "in": ["sale"]}, {"question": "area", "in": ["large"]}]}"#, true),
        (#"{"any": [{"question": "kind", "in": ["sale"]}, {"question": "area", "in": ["small"]}]}"#, false),
        (#"{"any": []}"#, false),
        (#"{"not": {"question": "kind", "in": ["sale"]}}"#, true),
        (#"{"not": {"question": "unknown", "in": ["x"]}}"#, true),
        (#"{"not": {"all": [{"question": "kind", "in": ["catering"]}, {"not": {"question": "area", "in": ["small"]}}]}}"#, false),
    ])
    func conditions(json: String, holds: Bool) throws {
        let condition: Condition = try JSONText.decode(from: Array(json.utf8))
        #expect(condition.holds(["kind": "catering", "area": "large"]) == holds)
        #expect(try JSONText.decode(Condition.self, from: Array(JSONText.encode(condition).utf8)) == condition)
    }

    @Test("a condition of no known shape is not read",
        arguments: ["{}", #"{"question": "kind"}"#, #"{"question": 1, "in": []}"#, "[]", #"{"all": {}}"#])
    func hostile(json: String) {
        #expect(throws: (any Error).self) { try JSONText.decode(Condition.self, from: Array(json.utf8)) }
    }

    /// Whether there is a kitchen is asked of canteens only; whether it is large, only when there is one.
    private var chain: Situations {
        get throws {
            try JSONText.decode(from: Array("""
                {"questions": [
                  {"key": "kind", "text": "种类", "options": [{"value": "canteen", "text": "食堂"}, {"value": "shop", "text": "商店"}]},
                  {"key": "kitchen", "text": "厨房", "options": [{"value": "yes", "text": "有"}, {"value": "no", "text": "没有"}],
                   "when": {"question": "kind", "in": ["canteen"]}},
                  {"key": "large", "text": "大小", "options": [{"value": "yes", "text": "大"}], "when": {"question": "kitchen", "in": ["yes"]}}
                ]}
                """.utf8))
        }
    }

    @Test("only answers that were asked for and offered stay", arguments: [
        ([:], [:]),
        (["kind": "shop"], ["kind": "shop"]),
        (["kind": "pub"], [:]),
        (["kind": "shop", "kitchen": "yes", "large": "yes"], ["kind": "shop"]),
        (["kind": "canteen", "kitchen": "yes", "large": "yes"], ["kind": "canteen", "kitchen": "yes", "large": "yes"]),
        (["kitchen": "yes"], [:]),
        (["kind": "canteen", "kitchen": "no", "large": "yes", "more": "x"], ["kind": "canteen", "kitchen": "no"]),
    ] as [([String: String], [String: String])])
    func cleaning(sent: [String: String], kept: [String: String]) throws { #expect(try chain.cleaned(sent) == kept) }

    @Test("a situation is complete when nothing that is asked is open")
    func completeness() throws {
        #expect(try !chain.isComplete([:]))
        #expect(try chain.isComplete(["kind": "shop"]))
        #expect(try !chain.isComplete(["kind": "canteen"]))
        #expect(try chain.asked(["kind": "canteen"]).map(\.key) == ["kind", "kitchen"])
    }

    @Test("the situation cuts materials and form to what applies")
    func cutting() throws {
        let permit = try item()
        let small = ["kind": "sale", "area": "small", "special": "no"], large = ["kind": "catering", "area": "large", "special": "yes"]
        #expect(permit.materials(for: small).map(\.key)
            == ["business-licence", "id-card", "floor-plan", "safety-system", "health-certificates"])
        #expect(permit.materials(for: large).map(\.key).contains("equipment-list"))
        #expect(permit.materials(for: large).map(\.key).contains("special-room"))
        let form = try Form(#require(permit.form)), asked = { (situation: [String: String]) in
            form.pages.flatMap { $0.fields(for: .of(situation)) }.map(\.key)
        }
        #expect(!asked(small).contains("kitchenArea") && asked(large).contains("kitchenArea"))
    }
}
