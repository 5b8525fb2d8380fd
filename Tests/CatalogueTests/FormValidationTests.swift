@testable import Catalogue
import Kernel
import Testing

@Suite("Forms") struct FormValidationTests {
    @Test("a format takes what the standard takes", arguments: [
        (#""format": "citizen-id""#, "410202199003077814", nil), (#""format": "citizen-id""#, "410204198512120022", nil),
        (#""format": "citizen-id""#, "410202199003077815", "field.citizen_id"),
        (#""format": "citizen-id""#, "41020219900307781", "field.citizen_id"),
        (#""format": "citizen-id""#, "410202203003077816", "field.citizen_id"),
        (#""format": "uscc""#, "92410202makf00015n", nil), (#""format": "uscc""#, "92410202MAKF00015X", "field.uscc"),
        (#""format": "mobile-cn""#, "13800000001", nil), (#""format": "mobile-cn""#, "12800000001", "field.mobile"),
        (#""format": "mobile-cn""#, "1380000000", "field.mobile"),
        (#""format": "region-code""#, "410202000000", nil), (#""format": "region-code""#, "41020", "field.region"),
        (#""format": "date""#, "2024-02-29", nil), (#""format": "date""#, "2025-02-29", "field.date"),
        (#""format": "date""#, "2025-2-9", "field.date"), (#""format": "date""#, "２０２４-０２-２９", "field.date"),
        (#""format": "money""#, "1,234.50", nil), (#""format": "money""#, "12.345", "field.money"),
        (#""format": "money""#, "一千", "field.money"),
        (#""format": "email""#, "li@example.com", nil), (#""format": "email""#, "li@example", "field.email"),
        (#""format": "email""#, "li\nbcc:x@example.com", "field.email"), (#""format": "email""#, "a@b@c.d", "field.email"),
        (#""format": "no-such-format""#, "anything", nil),
    ] as [(String, String, String?)])
    func formats(field: String, text: String, code: String?) throws {
        #expect(try problem(#""type": "string", \#(field)"#, .string(text)) == code)
    }

    @Test("limits hold at the limit and not beyond it", arguments: [
        (#""type": "string", "maxLength": 3"#, .string("开封市"), nil),
        (#""type": "string", "maxLength": 3"#, .string("开封市区"), "field.too_long"),
        (#""type": "string", "minLength": 2"#, .string("开"), "field.too_short"), (#""type": "string", "minLength": 2"#, .string("开封"), nil),
        (#""type": "string""#, .string(String(repeating: "长", count: 2000)), nil),
        (#""type": "string""#, .string(String(repeating: "长", count: 2001)), "field.too_long"),
        (#""type": "number", "minimum": 1, "maximum": 100"#, .number(1), nil),
        (#""type": "number", "minimum": 1"#, .number(0.99), "field.minimum"),
        (#""type": "number", "maximum": 100"#, .number(100.01), "field.maximum"), (#""type": "number""#, .string("86.5"), nil),
        (#""type": "number""#, .string("八十六"), "field.number"), (#""type": "number""#, .string("nan"), "field.number"),
        (#""type": "number""#, .string("inf"), "field.number"), (#""type": "number""#, .string("0x10"), "field.number"),
        (#""type": "integer""#, .string("86"), nil), (#""type": "integer""#, .string("86.5"), "field.integer"),
        (#""type": "integer""#, .number(1e300), "field.integer"),
        (#""type": "string", "pattern": "^[0-9]{6}$""#, .string("475000"), nil),
        (#""type": "string", "pattern": "^[0-9]{6}$""#, .string("47500"), "field.pattern"),
        (#""type": "string", "enum": ["a", "b"]"#, .string("a"), nil),
        (#""type": "string", "enum": ["a", "b"]"#, .string("c"), "field.not_offered"),
        (#""type": "array", "enum": ["a", "b"]"#, .array(["a", "b"]), nil),
        (#""type": "array", "enum": ["a", "b"]"#, .array(["a", "c"]), "field.not_offered"),
        (#""type": "array", "enum": ["a"]"#, .array([.number(1)]), "field.not_offered"),
        (#""type": "array""#, .array([.object([:])]), "field.type"),
        (#""type": "array""#, .array(Array(repeating: "a", count: 101)), "field.too_many"),
        (#""type": "array", "maxLength": 5"#, .array(["超过五个字了"]), "field.too_long"),
    ] as [(String, JSON, String?)])
    func limits(field: String, value: JSON, code: String?) throws { #expect(try problem(field, value) == code) }

    @Test("a value of another kind is not taken for the right one", arguments: [
        (#""type": "string""#, JSON.number(1)), (#""type": "string""#, .object(["a": "b"])), (#""type": "string""#, .bool(true)),
        (#""type": "number""#, .object([:])), (#""type": "boolean""#, .number(1)), (#""type": "boolean""#, .object([:])),
        (#""type": "array", "enum": ["a"]"#, .object(["a": "b"])),
    ])
    func kinds(field: String, value: JSON) throws {
        #expect([.some("field.type"), "field.number"].contains(try problem(field, value)))
    }

    @Test("what is blank is missing where it is required, and nothing where it isn't", arguments: [
        JSON.null, "", "   ", "　\u{FEFF}", .array([]),
    ])
    func blanks(value: JSON) throws {
        for type in ["string", "number", "array"] where value.array == nil || type == "array" {
            let optional = try form(#""type": "\#(type)""#).check(["f": value], situation: [:], today: friday)
            #expect(optional.problems.isEmpty && optional.values.isEmpty, "\(type)")
            let required = try form(#""type": "\#(type)""#, required: true).check(["f": value], situation: [:], today: friday)
            #expect(required.problems.map(\.code) == ["field.required"], "\(type)")
        }
    }

    @Test("hostile text is refused or kept as text", arguments: [
        ("a\u{0}b", "field.control_characters"), ("a\u{1B}[31mb", "field.control_characters"), ("<script>alert(1)</script>", nil),
        ("'; DROP TABLE cases; --", nil), ("{{{mainHTML}}}", nil), ("第一行\n第二行", nil), ("👨‍👩‍👧", nil), ("\u{202E}gnirts", nil),
    ] as [(String, String?)])
    func hostile(text: String, code: String?) throws {
        let checked = try form(#""type": "string""#).check(["f": .string(text)], situation: [:], today: friday)
        #expect(checked.problems.first?.code == code)
        if code == nil { #expect(checked.values["f"] == .string(text)) }
    }

    @Test("what the form doesn't know, or doesn't ask in this situation, is dropped")
    func unknown() throws {
        let form = try form(#""type": "string", "x-when": {"question": "kind", "in": ["a"]}"#, required: true)
        let asked = form.check(["f": "x", "g": "y"], situation: ["kind": "a"], today: friday)
        #expect(asked.values == ["f": "x"])
        let unasked = form.check(["f": "x", "g": "y"], situation: ["kind": "b"], today: friday)
        #expect(unasked.values.isEmpty && unasked.problems.isEmpty)
    }

    @Test("a browser's text becomes what the schema wants")
    func normalising() throws {
        #expect(try value(#""type": "number""#, " 86 ") == .number(86))
        #expect(try value(#""type": "boolean""#, "on") == .bool(true))
        #expect(try value(#""type": "array", "enum": ["a"]"#, "a") == .array(["a"]))
        #expect(try value(#""type": "string", "format": "citizen-id""#, "41020219900307781x ") == "41020219900307781X")
        #expect(try value(#""type": "string""#, "　宋都小厨 ") == "宋都小厨")
    }

    @Test("a field is shown as a person would write it")
    func display() throws {
        let field = try #require(item().form?.properties["businessForm"])
        #expect(field.display("snack", english: false) == "餐饮服务经营者（小吃、快餐）")
        #expect(field.display("snack", english: true) == "Snack or fast food")
        #expect(field.display("unheard-of", english: false) == "unheard-of")
        #expect(try item().form?.properties["floorArea"]?.display(.number(86), english: false) == "86 平方米")
    }

    private func problem(_ field: String, _ value: JSON) throws -> String? {
        try form(field).check(["f": value], situation: [:], today: friday).problems.first?.code
    }

    private func value(_ field: String, _ sent: JSON) throws -> JSON? {
        try form(field).check(["f": sent], situation: [:], today: friday).values["f"]
    }
}
