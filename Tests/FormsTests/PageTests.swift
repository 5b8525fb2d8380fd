import Forms
import Foundation
import Kernel
import TestKit
import Testing

@Suite("Pages") struct PageTests {
    @Test("pages that ask nothing in a situation are passed over, and the others counted")
    func pages() throws {
        let form = try form(properties: #"{"a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}}"#, pages: """
            [{"key": "one", "title": "一", "fields": ["a"]},
             {"key": "two", "title": "二", "when": {"field": "a", "is": "x"}, "fields": ["b"]},
             {"key": "three", "title": "三", "fields": [{"field": "c", "when": {"question": "q", "is": "y"}}]}]
            """)
        #expect(form.pages(for: FormFacts()).map(\.key) == ["one"])
        #expect(form.pages(for: FormFacts(situation: ["q": "y"], answers: ["a": "x"])).map(\.key) == ["one", "two", "three"])
        let page = try #require(form.page("three", PageContext(facts: FormFacts(situation: ["q": "y"]), texts: Texts.zh)))
        #expect(page.number == 2 && page.count == 2)
        #expect(form.page("two", PageContext(texts: Texts.zh)) == nil)
    }

    @Test("a field says to a screen reader what it needs, and keeps what was typed")
    func fieldView() throws {
        let problems = [FieldProblem("mobile", "mobile.prefix"), FieldProblem("operatorName", "answer.required")]
        var context = PageContext(facts: catering, problems: problems, texts: Texts.zh)
        context.facts.answers = ["mobile": "12800000001", "operatorCode": "92410202MAKF00015N"]
        context.locked = ["operatorCode"]
        context.sources = ["operatorCode": "来自营业执照"]
        let page = try #require(try foodPermit().page("applicant", context))
        let fields = Dictionary(uniqueKeysWithValues: page.sections.flatMap(\.fields).map { ($0.name, $0) })
        let mobile = try #require(fields["mobile"]), code = try #require(fields["operatorCode"])
        #expect(mobile.value == "12800000001" && mobile.error != nil && mobile.label == "联系手机")
        #expect(mobile.attributes.contains(.init(name: "aria-describedby", value: "field-mobile-hint field-mobile-error")))
        #expect(mobile.attributes.contains(.init(name: "inputmode", value: "tel"))
            && mobile.attributes.contains(.init(name: "aria-invalid", value: "true")))
        #expect(code.isLocked && code.source == "来自营业执照")
        #expect(page.errors.map(\.field) == ["operatorName", "mobile"])
        #expect(page.errors.first?.text == "经营者名称：请填写这一项")
    }

    @Test("a page is in one language")
    func english() throws {
        let page = try #require(try foodPermit().page("operation", PageContext(facts: catering, texts: Texts.en)))
        #expect(page.title == "Operation")
        #expect(page.sections[0].fields.map(\.label) == ["Form of operation", "Catering services", "Sells online", "Online platforms"])
        #expect(page.sections[0].fields[1].options.map(\.label).first == "Hot food")
    }

    @Test("a field that another of the same page decides about is there, with its condition for a script")
    func live() throws {
        let page = try #require(try foodPermit().page("operation", PageContext(facts: catering, texts: Texts.zh)))
        let platforms = try #require(page.sections[0].fields.first { $0.name == "platforms" })
        #expect(platforms.when == #"{"field":"online","in":["true"]}"#)
        #expect(page.sections[0].fields.allSatisfy { $0.name != "diners" })
    }

    @Test("HTML has a label for every input, ids once, ids that are described, and no open tag",
        arguments: ["applicant", "premises", "operation", "safety", "promise"])
    func html(key: String) throws {
        let form = try foodPermit()
        var context = PageContext(facts: catering, texts: Texts.zh)
        let bad: [String: JSON] = ["mobile": "1", "floorArea": "x", "truth": .bool(false),
            "staff": .array([.object(["name": "王", "certificate": "1"])])]
        context.facts.answers = answers(bad)
        context.problems = form.check(context.facts.answers, facts: catering, today: today).problems
        context.regions = { above in above == nil ? [("410202000000", "龙亭区")] : above == "410202000000" ? [("410202001000", "北书店街道")] : [] }
        let html = FormHTML(context).page(try #require(form.page(key, context)))
        let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(ids.count == Set(ids).count)
        let labelled = Set(html.matches(of: /<label[^>]*for="([^"]*)"/).map { String($0.1) })
        for input in html.matches(of: /<(?:input|select|textarea)\b([^>]*)>/) where !input.1.contains("type=\"hidden\"") {
            let id = input.1.firstMatch(of: /\sid="([^"]*)"/).map { String($0.1) }
            #expect(input.1.contains("aria-label=") || id.map(labelled.contains) ?? false, "\(input.0)")
        }
        for described in html.matches(of: /aria-describedby="([^"]*)"/) {
            #expect(described.1.split(separator: " ").allSatisfy { ids.contains(String($0)) }, "\(described.0)")
        }
        for link in html.matches(of: /href="#([^"]*)"/) { #expect(ids.contains(String(link.1))) }
        for tag in ["fieldset", "div", "p", "table", "tr", "td", "select", "label", "button", "ul", "span"] {
            #expect(html.matches(of: try Regex("<\(tag)[ >]")).count == html.components(separatedBy: "</\(tag)>").count - 1, "\(tag)")
        }
        #expect(!html.contains("?answer."))
    }

    @Test("nothing that was typed or defined becomes markup")
    func escaping() throws {
        let evil = #"<script>alert("1")</script>&'"#
        let form = try Form(.object(["schema": .object(["properties": .object([
            "a": .object(["type": "string", "title": .string(evil), "description": .string(evil), "x-unit": .string(evil)]),
            "b": .object(["enum": .array([.string(evil)])]),
            "c": .object(["type": "boolean", "const": .bool(true), "x-statement": .string(evil)]),
            "d": .object(["type": "array", "items": .object(["properties": .object(["e": .object(["type": "string"])])])]),
        ])])]))
        var context = PageContext(texts: FormTexts { key, _ in key })
        context.facts.answers = ["a": .string(evil), "b": .string(evil), "d": .array([.object(["e": .string(evil)])])]
        context.problems = [FieldProblem("a", evil), FieldProblem("d[0].e", evil)]
        context.sources = ["a": evil]
        let html = FormHTML(context).page(try #require(form.page("form", context)))
        #expect(!html.contains("<script") && !html.contains(#"alert("1")"#))
        #expect(html.components(separatedBy: "&lt;script&gt;").count > 8)
    }

    @Test("a field stays the same elements, whatever stands beside a sign in what was typed or defined")
    func everyScalar() throws {
        func draw(_ text: String) throws -> [UInt8] {
            let form = try Form(.object(["schema": .object(["properties": .object([
                "a": .object(["type": "string", "title": .string(text), "description": .string(text), "x-unit": .string(text)]),
                "c": .object(["type": "boolean", "const": .bool(true), "x-statement": .string(text)]),
            ])])]))
            var context = PageContext(texts: FormTexts { key, _ in key })
            context.facts.answers = ["a": .string(text)]
            (context.problems, context.sources) = ([FieldProblem("a", text)], ["a": text])
            let html = FormHTML(context).page(try #require(form.page("form", context)))
            return html.utf8.filter { $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 }
        }
        let plain = try draw("MARK")
        for text in EveryScalar.texts() { #expect(try draw(text) == plain) }
    }

    @Test("a preview stands by itself: nothing is fetched from elsewhere")
    func preview() throws {
        for texts in [Texts.zh, Texts.en] {
            let html = try FormTools.preview(foodPermitDefinition(), title: "食品经营许可 <新办>", facts: catering, texts: texts)
            #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("食品经营许可 &lt;新办&gt;"))
            #expect(!html.contains("http") && !html.contains("src=") && html.components(separatedBy: "<section>").count == 6)
        }
        #expect(try FormTools.preview(json(#"{"properties": {"a": {"title": "甲"}}}"#), title: "t", texts: Texts.zh).contains("甲"))
    }
}

@Suite("What is posted") struct PostedTests {
    @Test("a page's answers come in the place of those before; what it doesn't ask stays")
    func page() throws {
        let form = try foodPermit()
        let posted = PostedForm([
            ("businessForm", "snack"), ("cateringScope", "hot"), ("cateringScope", "drink"), ("online", "1"), ("platforms", " 美团 "),
            ("mobile", "13999999999"), ("hat", "x"), ("next", "1"),
        ])
        let read = form.read(posted, on: "operation", into: ["mobile": "13800000001", "businessForm": "restaurant", "diners": .number(40)],
                             facts: catering)
        #expect(read["businessForm"] == "snack" && read["cateringScope"] == .array(["hot", "drink"]) && read["online"] == .bool(true))
        #expect(read["platforms"] == "美团" && read["mobile"] == "13800000001" && read["hat"] == nil && read["diners"] == .number(40))
        #expect(posted.action == .next)
    }

    @Test("a box not ticked is a no, and a locked field stays as it is")
    func ticks() throws {
        let read = try foodPermit().read(PostedForm([("operatorCode", "x")]), on: "applicant", into: ["operatorCode": "甲"],
            locked: ["operatorCode"])
        #expect(read["operatorCode"] == "甲")
        #expect(try foodPermit().read(PostedForm([]), on: "operation", into: ["online": .bool(true)])["online"] == .bool(false))
    }

    @Test("rows are read by their places, come with one button and go with another")
    func rows() throws {
        let form = try foodPermit()
        let row = { (place: Int, name: String) in
            [("staff[\(place)]", ""), ("staff[\(place)].name", name), ("staff[\(place)].certificate", "12345678")]
        }
        let names = { (action: [(String, String)]) throws -> [String] in
            let read = form.read(PostedForm(row(0, "王强") + row(1, "赵敏") + action), on: "safety", into: [:])
            return (read["staff"]?.array ?? []).map { $0.object?["name"]?.string ?? "" }
        }
        #expect(try names([]) == ["王强", "赵敏"])
        #expect(try names([("add", "staff")]) == ["王强", "赵敏", ""])
        #expect(try names([("remove", "staff[0]")]) == ["赵敏"])
        #expect(try names([("remove", "staff[7]")]) == ["王强", "赵敏"])
        #expect(try names([("add", "operatorName")]) == ["王强", "赵敏"])
        #expect(try names([("add", "nothing[3].of")]) == ["王强", "赵敏"])
        let none = form.read(PostedForm([("add", "staff")]), on: "safety", into: [:])
        #expect(none["staff"] == .array([.object([:])]))
        #expect(form.check(none, facts: catering).values["staff"] == nil)
    }

    @Test("nobody makes a list longer than it may be",
        arguments: ["staff[4000].name", "staff[199].name", "staff[-1].name", "staff[x].name"])
    func tooMany(name: String) throws {
        let read = try foodPermit().read(PostedForm([(name, "x"), ("add", "staff")]), on: "safety", into: [:])
        #expect(read["staff"]?.array?.count ?? 0 <= PostedForm.mostRows)
    }

    @Test("a region comes level by level; what is left of a level that was changed doesn't count", arguments: [
        (["410202000000", "410202001000", ""], "410202001000"), (["410203000000", "410202001000"], "410203000000"), ([""], ""),
        (["410202000000", "410202000000"], "410202000000"), (["", "410202001000"], "410202001000"),
    ])
    func region(levels: [String], code: String) throws {
        let read = try foodPermit().read(PostedForm(levels.map { ("region", $0) }), on: "premises", into: [:])
        #expect(read["region"] == .string(code))
    }

    @Test("buttons say what was asked for", arguments: [
        ([("back", "1")], PostedForm.Action.back), ([("save", "1")], .save), ([("next", "1")], .next), ([], .next),
        ([("remove", "x")], .next),
    ] as [([(String, String)], PostedForm.Action)])
    func actions(pairs: [(String, String)], action: PostedForm.Action) { #expect(PostedForm(pairs).action == action) }

    @Test("what a page is drawn with comes back as it was, whatever the values")
    func round() throws {
        let form = try foodPermit()
        var context = PageContext(facts: catering, texts: Texts.zh)
        let staff = try json(#"[{"name": "王强", "post": "cook", "certificate": "12345678", "until": "2027-01-01"}]"#)
        context.facts.answers = answers(["staff": staff, "online": .bool(true), "platforms": "抖音"])
        var read: [String: JSON] = [:]
        for page in form.pages(for: context.facts).compactMap({ form.page($0.key, context) }) {
            read = form.read(PostedForm(Self.pairs(page.sections.flatMap(\.fields))), on: page.key, into: read, facts: catering)
        }
        #expect(form.check(read, facts: catering, today: today) == CheckedAnswers(context.facts.answers))
    }

    /// What a browser would send for these fields.
    static func pairs(_ fields: [FormPage.FieldView]) -> [(String, String)] {
        fields.flatMap { field in
            field.values.map { (field.name, $0) } + pairs(field.parts) + field.rows.flatMap { [($0.name, "")] + pairs($0.fields) }
        }
    }
}
