import Forms
import Foundation
import Kernel
import Testing

@Suite("Schemas") struct SchemaTests {
    @Test("an error says where, by what, and with which message", arguments: [
        (#"{"properties": {"a": {"maxLength": 2}}}"#, #"{"a": "开封市"}"#, "/a", "/properties/a/maxLength", "answer.max_length", "/a"),
        (#"{"required": ["a"]}"#, "{}", "", "/required", "answer.required", "/a"),
        (##"{"items": {"$ref": "#/$defs/n"}, "$defs": {"n": {"minimum": 1}}}"##, "[1, 0]", "/1", "/items/$ref/minimum", "answer.minimum",
            "/1"),
        (#"{"additionalProperties": false}"#, #"{"a/b": 1}"#, "/a~1b", "/additionalProperties", "answer.not_allowed", "/a~1b"),
        (#"{"prefixItems": [{"type": "string"}]}"#, "[1]", "/0", "/prefixItems/0/type", "answer.type.string", "/0"),
        (#"{"properties": {"a": {"required": ["b"]}}}"#, #"{"a": {}}"#, "/a", "/properties/a/required", "answer.required", "/a/b"),
        (#"{"format": "citizen-id"}"#, #""410202199003077815""#, "", "/format", "citizen_id.check", ""),
        (#"{"allOf": [{"const": true}]}"#, "false", "", "/allOf/0/const", "answer.const_true", ""),
        (#"{"if": {"type": "string"}, "then": {"minLength": 2}}"#, #""a""#, "", "/then/minLength", "answer.min_length", ""),
        (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#, "", "/dependentRequired", "answer.required", "/b"),
        (#"{"unevaluatedProperties": false}"#, #"{"a": 1}"#, "/a", "/unevaluatedProperties", "answer.not_allowed", "/a"),
        (#"{"pattern": "^a$", "x-pattern-hint": "一个 a"}"#, #""b""#, "", "/pattern", "answer.pattern_hint", ""),
        (#"{"contains": {"const": 1}}"#, "[]", "", "/contains", "answer.min_contains", ""),
        (#"{"not": {}}"#, "1", "", "/not", "answer.not", ""),
    ])
    func errors(schema: String, instance: String, place: String, path: String, code: String, field: String) throws {
        let errors = try Schema(json(schema)).errors(in: json(instance))
        #expect(errors.map(\.instancePath) == [place])
        #expect(errors.map(\.schemaPath) == [path])
        #expect(errors.map(\.code) == [code])
        #expect(errors.map(\.fieldPath) == [field])
        #expect(errors.first?.keyword == path.split(separator: "/").last.map(String.init))
    }

    @Test("what may not be there at all is said by the keyword that says so")
    func never() throws {
        let error = try Schema(json(#"{"properties": {"a": false}}"#)).errors(in: json(#"{"a": 1}"#)).first
        #expect(error?.keyword == "properties" && error?.schemaPath == "/properties/a" && error?.code == "answer.not_allowed")
    }

    @Test("all that is wrong is said at once; what one alternative wanted is forgotten when another holds")
    func all() throws {
        let properties = #"{"c": {"type": "string", "enum": ["x"]}, "d": {"anyOf": [{"type": "null"}, {"type": "string"}]}}"#
        let schema = try Schema(json(#"{"required": ["a", "b"], "properties": \#(properties)}"#))
        #expect(try schema.errors(in: json(#"{"c": 1, "d": "text"}"#)).map(\.fieldPath) == ["/a", "/b", "/c", "/c"])
        let codes = try schema.errors(in: json(#"{"a": 1, "b": 1, "d": 1}"#)).map(\.code)
        #expect(codes == ["answer.type.null", "answer.type.string", "answer.any_of"])
    }

    @Test("every message that an error may carry has its text in both languages")
    func messages() throws {
        let wrong = try Schema(json(Self.everything))
        let codes = try [#"{"t": 1, "n": "x", "l": 1, "o": 1, "b": 1, "i": 1.5}"#, #"{"t": "", "n": -1, "l": [], "o": {}}"#,
                         #"{"t": "abcdef", "n": 100, "l": [1, 1, 1, 1], "o": {"a": 1, "b": 1, "Z": 2}}"#]
            .flatMap { try wrong.errors(in: json($0)) }.map(\.code)
        #expect(Set(codes).count > 15)
        let formats = Format.names.filter { !Self.codes.contains($0) }.map { "answer.format.\($0.replacing("-", with: "_"))" }
        for code in Set(codes + formats) {
            #expect(Texts.chinese.text(code) != nil && Texts.english.text(code) != nil, "\(code)")
        }
    }

    static let codes = ["citizen-id", "uscc", "region-code", "mobile-cn", "licence-id"]
    static let everything = """
        {"properties": {
        "t": {"type": "string", "minLength": 1, "maxLength": 3, "pattern": "^[a-c]*$", "format": "date"},
        "n": {"type": "number", "minimum": 0, "exclusiveMaximum": 50, "multipleOf": 7, "enum": [7]},
        "l": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": true, "contains": {"const": 1}, "maxContains": 2},
        "o": {"type": "object", "minProperties": 1, "maxProperties": 2, "propertyNames": {"pattern": "^[a-z]$"}, "required": ["c"]},
        "b": {"type": "boolean"}, "i": {"type": "integer"}}}
        """

    @Test("what isn't a schema is refused with its place", arguments: [
        (#"{"minLength": -1}"#, "schema.value", "/minLength"), (#"{"properties": {"a": 1}}"#, "schema.value", "/properties"),
        (#"{"properties": {"a": {"type": "txt"}}}"#, "schema.value", "/properties/a/type"), ("1", "schema.not_a_schema", ""),
        (##"{"$ref": "#/$defs/none"}"##, "schema.reference", ""),
        (#"{"items": {"$ref": "https://example.com/x"}}"#, "schema.reference", "/items"),
        (#"{"pattern": "a{2}{3}"}"#, "schema.pattern", "/pattern"), (#"{"multipleOf": 0}"#, "schema.value", "/multipleOf"),
        (#"{"allOf": []}"#, "schema.value", "/allOf"), (#"{"required": [1]}"#, "schema.value", "/required"),
        (#"{"$anchor": "1"}"#, "schema.value", "/$anchor"), (##"{"$id": "#a"}"##, "schema.value", "/$id"),
        (##"{"$ref": "#%zz"}"##, "schema.reference", ""),
    ])
    func faults(schema: String, code: String, place: String) throws {
        let schema = try json(schema)
        do {
            _ = try Schema(schema)
            Issue.record("taken")
        } catch {
            #expect(error.code == code && error.place == place)
            #expect(Texts.chinese.text(error.code) != nil)
        }
    }

    @Test("a vocabulary that must be known and isn't is refused")
    func vocabulary() throws {
        let address = "http://localhost:1234/draft2020-12/required-vocabulary.json"
        let metaschema = try JSON(parsing: Data(contentsOf: fixture("remotes/draft2020-12/required-vocabulary.json")))
        let documents = SchemaDocuments([address: metaschema])
        #expect(throws: SchemaFault.self) { try Schema(.object(["$schema": .string(address)]), documents: documents) }
    }

    @Test("what refers to itself without end comes back, and takes nothing, not even negated", arguments: [
        ##"{"$ref": "#"}"##, ##"{"not": {"$ref": "#"}}"##, ##"{"anyOf": [{"$ref": "#"}, true]}"##,
        ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}"##,
    ])
    func circles(schema: String) throws {
        let schema = try Schema(json(schema))
        #expect(!schema.isValid(.number(1)))
        #expect(schema.errors(in: .number(1)).map(\.code) == ["answer.too_costly"])
    }

    @Test("what branches without measure is stopped")
    func branches() throws {
        let levels = (0..<40).map { ##""l\##($0)": {"allOf": [{"$ref": "#/$defs/l\##($0 + 1)"}, {"$ref": "#/$defs/l\##($0 + 1)"}]}"## }
        let schema = try Schema(json(##"{"$ref": "#/$defs/l0", "$defs": {\##(levels.joined(separator: ", ")), "l40": {}}}"##))
        #expect(schema.errors(in: .null).map(\.code) == ["answer.too_costly"])
    }

    @Test("a pattern that backtracks without measure is stopped")
    func backtracking() throws {
        let schema = try Schema(json(#"{"pattern": "^(a+)+$"}"#))
        #expect(!schema.isValid(.string(String(repeating: "a", count: 5000) + "b")))
        #expect(schema.isValid(.string(String(repeating: "a", count: 5000))))
    }

    @Test("deep trees are checked to their ground")
    func deep() throws {
        let schema = try Schema(json(##"{"type": "object", "properties": {"below": {"$ref": "#"}}, "additionalProperties": false}"##))
        let deep = (0..<200).reduce("{}") { text, _ in #"{"below": \#(text)}"# }
        #expect(try schema.isValid(json(deep)))
        #expect(try !schema.isValid(json(deep.replacing("{}", with: #"{"x": 1}"#))))
    }

    @Test("the number of errors has a limit")
    func many() throws {
        var options = SchemaOptions()
        options.limits.errors = 10
        let schema = try Schema(json(#"{"items": {"type": "string"}}"#), options: options)
        #expect(schema.errors(in: .array(Array(repeating: .null, count: 100))).count == 10)
    }
}
