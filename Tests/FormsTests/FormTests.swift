import Forms
import Kernel
import Testing

@Suite("Forms") struct FormTests {
    @Test("right answers are kept as they are")
    func right() throws {
        let checked = try foodPermit().check(answers(), facts: catering, today: today)
        #expect(checked.problems == [])
        #expect(checked.values == answers())
    }

    @Test("every message is beside its field, in the order of the form", arguments: [
        (["operatorName": .null, "mobile": "12800000001", "employees": .number(0)],
         ["operatorName answer.required", "mobile mobile.prefix", "employees answer.minimum"]),
        (["truth": .bool(false)], ["truth answer.const_true"]), (["floorArea": .number(86.005)], ["floorArea answer.multiple_of"]),
        (["floorArea": "八十六"], ["floorArea answer.type.number"]), (["businessForm": "casino"], ["businessForm answer.enum"]),
        (["cateringScope": .array(["hot", "hot"])], ["cateringScope answer.unique"]),
        (["cateringScope": .array(["hot", "x"])], ["cateringScope[1] answer.enum"]),
        (["address": "a\u{E863}bcd"], ["address answer.unreadable"]),
        (["representativeId": "410202203003077813"], ["representativeId citizen_id.future"]),
        (["staff": .array([.object(["name": "王强", "certificate": "12"])])], ["staff[0].certificate answer.pattern_hint"]),
        (["staff": .array([.object(["post": "cook"])])], ["staff[0].name answer.required", "staff[0].certificate answer.required"]),
    ] as [([String: JSON], [String])])
    func wrong(changes: [String: JSON], problems: [String]) throws {
        let checked = try foodPermit().check(answers(changes), facts: catering, today: today)
        #expect(checked.problems.map { "\($0.field) \($0.code)" } == problems)
        for problem in checked.problems where problem.code.hasPrefix("answer.") { #expect(Texts.chinese.text(problem.code) != nil) }
    }

    @Test("what doesn't apply, is blank or is not known is dropped, and isn't missed")
    func dropped() throws {
        let form = try foodPermit()
        let given = answers(["diners": .number(40), "platforms": "美团", "hat": "x", "warehouse": "  ", "safetyManager": "王强"])
        #expect(form.check(given, facts: catering, today: today).values == answers())
        let manager = answers(["samePerson": .bool(false)])
        #expect(form.check(manager, facts: catering, today: today).problems.map(\.field) == ["safetyManager", "safetyManagerMobile"])
        let canteen = form.check(answers(), facts: FormFacts(situation: ["kind": "canteen"]), today: today)
        #expect(canteen.problems.map(\.field) == ["diners"])
    }

    @Test("what is hidden hides what depends on it")
    func chain() throws {
        let properties = #"{"a": {"type": "boolean"}, "b": {"type": "string"}, "c": {"type": "string"}}"#
        let form = try form(properties: properties, required: #"["c"]"#, pages: """
            [{"key": "p", "title": "页", "fields": [
             {"field": "c", "when": {"filled": "b"}}, {"field": "b", "when": {"field": "a", "is": true}}, "a"]}]
            """)
        #expect(form.check(["a": .bool(true), "b": "x"]).problems.map(\.field) == ["c"])
        #expect(form.check(["a": .bool(false), "b": "x", "c": "y"]) == CheckedAnswers(["a": .bool(false)]))
    }

    @Test("conditions are a small tree", arguments: [
        (#"{"field": "a", "is": 1}"#, true), (#"{"field": "a", "in": [2, 3]}"#, false), (#"{"field": "list", "in": ["y"]}"#, true),
        (#"{"question": "kind", "in": ["catering"]}"#, true), (#"{"question": "none", "in": ["x"]}"#, false),
        (#"{"filled": "empty"}"#, false),
        (#"{"all": [{"filled": "a"}, {"not": {"filled": "empty"}}]}"#, true),
        (#"{"any": [{"filled": "empty"}, {"field": "a", "is": 2}]}"#, false),
        (#"{"field": "group.x", "is": "deep"}"#, true), (#"{"field": "rows[1].x", "is": 2}"#, true),
        (#"{"field": "tick", "is": false}"#, true),
        (#"{"feel": "a > 0"}"#, false), (#"{"not": {"feel": "a > 0"}}"#, true),
    ])
    func conditions(text: String, holds: Bool) throws {
        let facts = FormFacts(situation: ["kind": "catering"], answers: [
            "a": .number(1), "list": .array(["x", "y"]), "empty": "", "group": .object(["x": "deep"]),
            "rows": .array([.object(["x": .number(1)]), .object(["x": .number(2)])]),
        ]) { text, facts in text == "a < 0" && facts.answers["a"] == .number(1) }
        #expect(try #require(FormCondition(json(text))).holds(facts) == holds)
    }

    @Test("what isn't a condition is none", arguments: ["{}", "1", #"{"field": "a"}"#, #"{"all": [{}]}"#, #"{"not": 1}"#, #"{"all": 1}"#])
    func noConditions(text: String) throws { #expect(try FormCondition(json(text)) == nil) }

    @Test("within a row a condition may look at the row")
    func rows() throws {
        let form = try form(properties: """
            {"staff": {"type": "array", "items": {"type": "object", "required": ["until"], "properties": {
             "has": {"type": "boolean"}, "until": {"type": "string", "x-when": {"field": ".has", "is": true}}}}}}
            """)
        let staff = try json(#"[{"has": true}, {"has": false, "until": "x"}, {"has": true, "until": "y"}]"#)
        let checked = form.check(["staff": staff])
        #expect(checked.problems.map(\.field) == ["staff[0].until"])
    }

    @Test("a person's name is kept in one writing, in a part of a form and where an account's would be filled in")
    func personNames() throws {
        let form = try form(properties: """
            {"agent": {"$ref": "urn:tongban:person"}, "firm": {"$ref": "urn:tongban:legal-person"}, "owner": {"type": "string"}}
            """, pages: #"[{"key": "p", "title": "页", "fields": ["agent", "firm", {"field": "owner", "prefill": "account.name"}]}]"#)
        let said: [String: JSON] = [
            "agent": .object(["name": "买买提.艾力", "idNumber": "410202199003077814"]), "owner": "李　晓 梅",
            "firm": .object(["name": "金鼎.书店街店", "code": "92410202MAKF00015N", "representative": "阿依古丽.买买提"]),
        ]
        let values = form.check(said).values
        #expect(values["agent"]?.object?["name"] == "买买提·艾力" && values["owner"] == "李晓梅")
        #expect(values["firm"]?.object?["name"] == "金鼎.书店街店" && values["firm"]?.object?["representative"] == "阿依古丽·买买提")
    }

    @Test("typed text becomes what the schema wants", arguments: [
        (#"{"type": "string"}"#, "　宋都小厨 ", #""宋都小厨""#), (#"{"type": "number"}"#, " １，２３４．５０ ", "1234.5"),
        (#"{"type": "number"}"#, "12345678901234567890.12", "12345678901234567890.12"), (#"{"type": "integer"}"#, "+86", "86"),
        (#"{"type": "number"}"#, "nan", #""nan""#), (#"{"type": "number"}"#, "1e3", #""1e3""#),
        (#"{"type": "number"}"#, "12,34", #""12,34""#),
        (#"{"type": "number", "format": "money"}"#, "¥1,200.50元", "1200.5"),
        (#"{"type": "string", "format": "money"}"#, "1,200.5", #""1200.50""#),
        (#"{"type": "boolean"}"#, "on", "true"), (#"{"type": "boolean"}"#, "否", "false"),
        (#"{"type": "string", "format": "date"}"#, "2026年10月9日", #""2026-10-09""#),
        (#"{"type": "string", "format": "date"}"#, "2026/2/30", #""2026/2/30""#),
        (#"{"type": "string", "format": "citizen-id"}"#, "41020219900307781４ ", #""410202199003077814""#),
        (#"{"type": "string", "format": "uscc"}"#, "92410202makf00015n", #""92410202MAKF00015N""#),
        (#"{"type": "string", "format": "region-code"}"#, "410202", #""410202000000""#),
        (#"{"type": "string"}"#, "甲\r\n乙\u{200B}\t丙\u{0}", #""甲 乙 丙""#), (#"{"type": "string"}"#, "买买提•艾力", #""买买提·艾力""#),
        (#"{"type": "string", "x-widget": "multiline"}"#, "甲\r\n乙•丙", #""甲\n乙•丙""#),
        (#"{"type": "string"}"#, "e\u{301}\u{202E}", #""é""#),
        (#"{"type": "array", "items": {"enum": [1, 2]}}"#, "2", "[2]"), (#"{"type": "integer", "enum": [1, 2]}"#, "2", "2"),
    ])
    func normalising(property: String, typed: String, value: String) throws {
        let form = try form(properties: #"{"f": \#(property)}"#)
        #expect(try form.fields.first?.normalised(.string(typed)) == json(value))
    }

    @Test("an answer is read as people read it")
    func display() throws {
        let form = try foodPermit()
        let field = { (key: String) in try #require(form.fields.first { $0.key == key }) }
        #expect(try field("businessForm").display("snack", english: false) == "餐饮服务经营者（小吃、快餐）")
        #expect(try field("cateringScope").display(.array(["hot", "drink"]), english: true) == "Hot food, Drinks made on site")
        #expect(try field("floorArea").display(.number(86), english: false) == "86 平方米")
        #expect(try field("online").display(.bool(false), english: false) == "否")
        let staff: JSON = .array([.object(["name": "王强", "post": "cook", "certificate": "12345678"])])
        #expect(try field("staff").display(staff, english: false) == "王强、厨师、12345678")
    }

    @Test("fields are filled in from where they say, and only where nothing was said")
    func prefill() throws {
        let form = try foodPermit()
        let known: [Prefill: JSON] = [.account("legal.code"): "92410202makf00015n", .account("account.name"): "李晓梅"]
        let filled = form.prefilled(["representative": "王强"]) { known[$0] }
        #expect(filled == ["operatorCode": "92410202MAKF00015N", "representative": "王强"])
        let schema = #"{"properties": {"n": {"type": "integer", "default": 3}, "p": {"$ref": "urn:tongban:person"}}}"#
        let defaults = try Form(json(#"{"schema": \#(schema)}"#))
        #expect(defaults.prefilled([:]) { _ in nil } == ["n": .number(3)])
    }

    @Test("sources are written in one way each", arguments: [
        ("account.name", Prefill.account("account.name")),
        ("licence:11100000MB0143028R001.name", .licence(type: "11100000MB0143028R001", field: "name")),
        ("register:population.address", .register(name: "population", field: "address")),
        ("case:floorArea", .formerCase(field: "floorArea")),
        ("nobody.name", nil), ("licence:x", nil), ("", nil), ("account.", nil),
    ])
    func sources(text: String, prefill: Prefill?) { #expect(Prefill(text) == prefill) }

    @Test("a part is asked in its own way, and what lies within it is checked")
    func parts() throws {
        let owner = #""owner": {"$ref": "urn:tongban:person", "title": "经营者"}"#
        let form = try form(properties: #"{\#(owner), "at": {"$ref": "urn:tongban:map-point"}}"#)
        #expect(form.fields.map(\.widget) == [.mapPoint, .person])
        #expect(form.fields[1].fields.map(\.key) == ["name", "idNumber", "mobile"])
        #expect(form.fields[1].label?.zh == "经营者")
        let person = try json(#"{"name": " 李晓梅 ", "idNumber": "41020219900307781"}"#)
        let checked = form.check(["owner": person, "at": try json(#"{"longitude": "114.3", "latitude": "60"}"#)])
        #expect(checked.problems.map { "\($0.field) \($0.code)" } == ["at.latitude answer.maximum", "owner.idNumber citizen_id.length"])
    }

    @Test("paths are written in one way", arguments: ["a", "a.b", "a[0].b", "a[12][3]", "甲.乙[1]"])
    func paths(text: String) throws { #expect(FieldPath(text)?.description == text) }

    @Test("what isn't a path is none",
        arguments: ["", ".", "a.", "a[", "a[]", "a[x]", "a[1", "[0]", "a]b", "a[99999]", "a[-1]", String(repeating: "a.", count: 300)])
    func noPaths(text: String) { #expect(FieldPath(text) == nil) }
}

extension CheckedAnswers {
    init(_ values: [String: JSON]) { self.init(values: values, problems: []) }
}
