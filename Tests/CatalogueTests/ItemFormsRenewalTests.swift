import Catalogue
import Forms
import Kernel
import Storage
import TestKit
import Testing

@Suite("Forms of earlier releases") struct ItemFormsRenewalTests {
    private static let former = #"""
        {"type": "object", "required": ["name"], "properties": {
         "name": {"type": "string", "title": "名称", "x-prefill": "legal.name"},
         "area": {"type": "number", "title": "面积", "x-unit": "平方米", "x-when": {"question": "kind", "in": ["catering"]}},
         "scope": {"type": "array", "title": "项目", "enum": ["hot", "cold"], "enumNames": ["热食", "冷食"]},
         "note": {"type": "string", "title": "说明", "x-multiline": true}}}
        """#

    @Test("become schema and layout, and ask what they asked; what has none stays as it is")
    func renewed() async throws {
        let shelf = try await Shelf()
        _ = try await shelf.publish(.array([foodPermit(), foodPermit(["slug": "plain", "basicCode": "410131001009", "form": .null])]))
        let sections = #"[{"key": "all", "title": "全部", "hint": "照实填", "fields": ["name", "area", "scope", "note"]}]"#
        let former = try ["form": JSON(parsing: Self.former.utf8), "sections": JSON(parsing: sections.utf8)]
        let old = try (JSON(encoding: item()).object ?? [:]).merging(former) { $1 }
        let text = JSON.object(old).encoded, code = try item().code
        try await shelf.database.write { try $0.execute("UPDATE item_version SET snapshot = \(text) WHERE code = \(code)") }
        try await shelf.database.renew([.itemForms], at: friday.at(hour: 9))
        try await shelf.catalogue.load()

        let permit = try #require(shelf.catalogue.current.item(code: code)), form = try permit.form
        #expect(form.pages.map(\.title.zh) == ["全部"] && form.pages[0].hint?.zh == "照实填")
        #expect(form.fields.map(\.key) == ["name", "area", "scope", "note"])
        #expect(form.fields.map(\.widget) == [.text, .number, .choices, .multiline])
        #expect(form.fields.map(\.isRequired) == [true, false, false, false])
        #expect(form.fields[0].prefill == .account("legal.name") && form.fields[1].unit?.zh == "平方米")
        #expect(FormLint.findings(in: try #require(permit.item.form)).filter { $0.weight == .fault } == [])
        let long = JSON.string(String(repeating: "长", count: 2001))
        let given: [String: JSON] = ["name": "宋都小厨", "area": "86", "scope": .array(["hot"]), "note": long]
        let catering = form.check(given, facts: .of(["kind": "catering"])), sale = form.check(given, facts: .of(["kind": "sale"]))
        #expect(catering.values["area"] == .number(86) && sale.values["area"] == nil)
        #expect(catering.problems.map(\.field) == ["note"] && form.check([:]).problems.map(\.field) == ["name"])
        #expect(shelf.catalogue.current.item(slug: "plain")?.item.form == nil)
        #expect(try await shelf.database.pending([.itemForms]).isEmpty)
    }
}
