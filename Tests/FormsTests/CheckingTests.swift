import Forms
import Kernel
import Testing

@Suite("The lint of forms") struct LintTests {
    @Test("the form of the manual has nothing wrong")
    func sound() throws {
        #expect(FormLint.findings(in: try foodPermitDefinition()).filter { $0.weight == .fault } == [])
    }

    @Test("what is wrong is found, with its place", arguments: [
        (#"{"a": {"title": "甲", "format": "telephone"}}"#, "[]", nil, "lint.format", "/properties/a"),
        (#"{"a": {"title": "甲", "pattern": "("}}"#, "[]", nil, "lint.pattern", "/properties/a"),
        (#"{"a": {"title": "甲", "type": "txt"}}"#, "[]", nil, "lint.keyword", "/properties/a/type"),
        (#"{"a": {"title": "甲", "type": "integer", "default": "x"}}"#, "[]", nil, "lint.default", "/properties/a"),
        (#"{"a": {"title": "甲", "minLength": 5, "maxLength": 2}}"#, "[]", nil, "lint.limits", "/properties/a"),
        (#"{"a": {"title": "甲", "minimum": 5.5, "maximum": 5.25}}"#, "[]", nil, "lint.limits", "/properties/a"),
        (#"{"a": {"title": "甲", "enum": ["x", "y"], "enumNames": ["X"]}}"#, "[]", nil, "lint.choice_names", "/properties/a"),
        (#"{"a": {"title": "甲", "type": "array", "enum": ["x"]}}"#, "[]", nil, "lint.enum_of_list", "/properties/a"),
        (#"{"a": {"type": "string"}}"#, "[]", nil, "lint.label_missing", "a"),
        (#"{"a": {"title": "甲", "type": "string"}}"#, "[]", nil, "lint.max_length", "a"),
        (#"{"a": {"title": "甲"}, "b": {"title": "甲"}}"#, "[]", nil, "lint.label_twice", "b"),
        (#"{"a": {"title": "甲", "pattern": "^a$"}}"#, "[]", nil, "lint.pattern_hint", "a"),
        (#"{"a": {"title": "甲", "type": "number", "x-widget": "date"}}"#, "[]", nil, "lint.widget", "a"),
        (#"{"a": {"title": "甲", "type": "string", "x-widget": "choice"}}"#, "[]", nil, "lint.choices_missing", "a"),
        (#"{"a": {"title": "甲", "type": "boolean", "const": true}}"#, "[]", nil, "lint.statement_missing", "a"),
        (#"{"a.b": {"title": "甲"}}"#, "[]", nil, "lint.name", "a.b"),
        (#"{"a": {"title": "甲", "type": "array", "items": {"type": "object", "properties": {}}}}"#, "[]", nil, "lint.max_items", "a"),
        (#"{"a": {"title": "甲"}}"#, #"["b"]"#, nil, "lint.required_unknown", "b"),
        (#"{"a": {"title": "甲"}, "b": {"title": "乙"}}"#, #"["b"]"#, #"[{"key": "p", "title": "页", "fields": ["a"]}]"#,
            "lint.required_not_shown", "b"),
        (#"{"a": {"title": "甲"}, "b": {"title": "乙"}}"#, "[]", #"[{"key": "p", "title": "页", "fields": ["a"]}]"#, "lint.field_not_shown",
            "b"),
        (#"{"a": {"title": "甲"}}"#, "[]", #"[{"key": "p", "title": "页", "fields": ["a", "c"]}]"#, "lint.field_unknown", "c"),
        (#"{"a": {"title": "甲"}}"#, "[]", #"[{"key": "p", "title": "页", "fields": ["a", "a"]}]"#, "lint.field_twice", "a"),
        (#"{"a": {"title": "甲"}}"#, "[]", #"[{"key": "p", "title": "页", "fields": ["a"]}, {"key": "p", "title": "页", "fields": []}]"#,
            "lint.page_twice", "p"),
        (#"{"a": {"title": "甲"}}"#, "[]", #"[{"key": "p", "title": "页", "fields": ["a"]}, {"key": "q", "title": "页", "fields": []}]"#,
            "lint.page_empty", "q"),
        (#"{"a": {"title": "甲", "x-when": {"filled": "z"}}}"#, "[]", nil, "lint.condition_field", "a"),
        (#"{"a": {"title": "甲", "x-when": {"filled": "a"}}}"#, "[]", nil, "lint.condition_itself", "a"),
        (#"{"a": {"title": "甲", "x-when": {"field": "b", "is": "z"}}, "b": {"title": "乙", "enum": ["x"]}}"#, "[]", nil,
            "lint.condition_never", "a"),
        (#"{"a": {"title": "甲"}}"#, "[]", #"[{"key": "p", "title": "页", "fields": ["a"], "when": {"field": "a", "is": 1}}]"#,
            "lint.condition_never", "p"),
    ] as [(String, String, String?, String, String)])
    func findings(properties: String, required: String, pages: String?, code: String, place: String) throws {
        let layout = pages.map { #", "layout": {"pages": \#($0)}"# } ?? ""
        let definition = try json(#"{"schema": {"type": "object", "properties": \#(properties), "required": \#(required)}\#(layout)}"#)
        let findings = FormLint.findings(in: definition)
        #expect(findings.contains { $0.code == code && $0.place == place }, "\(findings.map { "\($0.place) \($0.code)" })")
        for finding in findings {
            let text = Texts.chinese.text(finding.code, finding.arguments)
            #expect(text != nil && !(text ?? "").contains("{{"), "\(finding.code)")
        }
    }

    @Test("a layout that can't be read says why", arguments: [
        (#"{}"#, "layout.no_pages"), (#"{"pages": [{}]}"#, "layout.page"), (#"{"pages": [{"key": "p", "title": "页"}]}"#, "layout.section"),
        (#"{"pages": [{"key": "p", "title": "页", "fields": [1]}]}"#, "layout.field"),
        (#"{"pages": [{"key": "p", "title": "页", "fields": [{"field": "a", "widget": "slider"}]}]}"#, "layout.widget"),
        (#"{"pages": [{"key": "p", "title": "页", "fields": [{"field": "a", "when": {"x": 1}}]}]}"#, "layout.condition"),
        (#"{"pages": [{"key": "p", "title": "页", "fields": [{"field": "a", "prefill": "somewhere"}]}]}"#, "layout.prefill"),
    ])
    func unreadable(layout: String, code: String) throws {
        let definition = try json(#"{"schema": {"properties": {"a": {"title": "甲"}}}, "layout": \#(layout)}"#)
        #expect(throws: Problem(code, .invalid)) { try Form(definition) }
        #expect(FormLint.findings(in: definition).map(\.code).contains(code) && Texts.chinese.text(code) != nil)
        #expect(throws: Problem("layout.no_schema", .invalid)) { try Form(json("{}")) }
    }

    @Test("definitions that lead in circles are refused or end", arguments: [
        ##"{"schema": {"properties": {"p": {"type": "array", "items": {"$ref": "#/properties/p"}}}}}"##,
        ##"{"schema": {"properties": {"p": {"$ref": "#/properties/p"}}}}"##,
        ##"{"schema": {"properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}, "c": {"$ref": "#"}}}}"##,
        ##"{"schema": {"allOf": [{"$ref": "#"}, {"$ref": "#"}, {"$ref": "#"}, {"$ref": "#"}], "properties": {"a": {}}}}"##,
        ##"{"schema": {"$defs": {"r": {"type": "array", "items": {"type": "object", "properties": {"r": {"$ref": "#/$defs/r"}}}}}, "##
            + ##""properties": {"r": {"$ref": "#/$defs/r"}}}}"##,
    ])
    func circles(definition: String) throws {
        let definition = try json(definition)
        _ = FormLint.findings(in: definition)
        if let form = try? Form(definition) { #expect(form.fields.count < 10 && form.check(["p": "x", "a": "x"]).values.count <= 2) }
    }

    @Test("the commands speak in lines")
    func lines() throws {
        let lines = FormTools.lint(try json(#"{"schema": {"properties": {"a": {"title": "甲", "format": "telephone"}}}}"#), texts: Texts.zh)
        #expect(lines == ["fault /properties/a: /properties/a：格式“telephone”不存在", "remark a: a：没有英文名称"])
        let checked = try FormTools.check(json(#"{"required": ["a"]}"#), [json("{}"), json(#"{"a": 1}"#)], texts: Texts.zh)
        #expect(checked == [["/: required: 请填写这一项"], []])
        #expect(throws: Problem("schema.value", .invalid)) { try FormTools.check(json(#"{"minLength": "x"}"#), [], texts: Texts.zh) }
    }
}

@Suite("Versions of a form") struct CompatibilityTests {
    @Test("a form is compatible with itself")
    func same() throws {
        let form = try foodPermit()
        #expect(FormCompatibility(from: form, to: form).changes == [])
        #expect(FormCompatibility(from: form, to: form, draft: answers(), facts: catering).changes == [])
    }

    @Test("what changes for a draft is said", arguments: [
        (#"{"type": "string", "maxLength": 5}"#, #"{"type": "string", "maxLength": 4}"#, ["draft.narrowed.max_length"]),
        (#"{"type": "string", "maxLength": 5}"#, #"{"type": "string", "maxLength": 6}"#, []),
        (#"{"type": "string"}"#, #"{"type": "string", "minLength": 1, "pattern": "a", "format": "date"}"#,
         ["draft.narrowed.min_length", "draft.narrowed.pattern", "draft.narrowed.format"]),
        (#"{"type": "number", "minimum": 1, "maximum": 5}"#, #"{"type": "number", "minimum": 1.5, "maximum": 4.5}"#,
         ["draft.narrowed.maximum", "draft.narrowed.minimum"]),
        (#"{"type": "number", "minimum": 1}"#, #"{"type": "number"}"#, []),
        (#"{"type": "number"}"#, #"{"type": "string"}"#, ["draft.narrowed.kind"]),
        (#"{"enum": ["a", "b"]}"#, #"{"enum": ["a", "c"]}"#, ["draft.narrowed.choices"]),
        (#"{"enum": ["a"]}"#, #"{"enum": ["a", "c"]}"#, []),
        (#"{"type": "array", "items": {"type": "object", "properties": {"x": {}, "y": {}}}}"#,
         #"{"type": "array", "maxItems": 2, "items": {"type": "object", "required": ["z"], "properties": {"x": {}, "z": {}}}}"#,
         ["draft.narrowed.max_items", "draft.lost", "draft.required"]),
    ] as [(String, String, [String])])
    func changes(old: String, new: String, codes: [String]) throws {
        let compared = try FormCompatibility(from: form(properties: #"{"f": \#(old)}"#), to: form(properties: #"{"f": \#(new)}"#))
        #expect(compared.changes.map(\.code) == codes)
        #expect(compared.isContinuable == codes.isEmpty)
        for code in codes { #expect(Texts.chinese.text(code) != nil) }
    }

    @Test("new fields don't stop anybody; lost ones do")
    func fields() throws {
        let old = try form(properties: #"{"a": {}, "b": {}}"#)
        let new = try form(properties: #"{"a": {}, "c": {}, "d": {}}"#, required: #"["a", "d"]"#)
        let compared = FormCompatibility(from: old, to: new)
        #expect(compared.changes.map { "\($0.kind) \($0.field)" } == ["lost b", "required a", "added c", "required d"])
        #expect(!compared.isContinuable)
        #expect(FormCompatibility(from: old, to: new, draft: ["a": "x"]).isContinuable)
        let both = FormCompatibility(from: old, to: new, draft: ["a": "x", "b": "y"])
        #expect(both.changes.map { "\($0.kind) \($0.field)" } == ["lost b", "required d"])
    }

    @Test("for one draft only what concerns it counts")
    func draft() throws {
        let old = try form(properties: #"{"a": {"type": "string", "maxLength": 9}, "n": {"type": "integer"}}"#, required: #"["n"]"#)
        let new = try form(properties: #"{"a": {"type": "string", "maxLength": 3}, "n": {"type": "integer"}}"#, required: #"["n"]"#)
        #expect(FormCompatibility(from: old, to: new, draft: ["a": "开封"]).changes == [])
        let long = FormCompatibility(from: old, to: new, draft: ["a": "开封市龙亭区"])
        #expect(long.changes.map { "\($0.kind) \($0.field) \($0.code)" } == ["narrowed a answer.max_length"])
        #expect(!long.isContinuable)
    }
}
