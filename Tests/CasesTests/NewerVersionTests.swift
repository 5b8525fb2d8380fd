import Cases
import Catalogue
import Kernel
import Ledger
import Organisations
import Platform
import TestKit
import Testing

@Suite("Drafts and newer versions of their items") struct NewerVersionTests {
    @Test("a draft goes on in the newer version when nothing of it is lost")
    func continued() async throws {
        let city = try await TestCity(), cases = city.platform.cases
        let draft = try await city.begunDraft()
        try await publish(city) { $0["fax"] = .object(["type": "string", "title": "传真", "titleEn": "Fax", "maxLength": .number(20)]) }
        let moved = try await cases.upToDate(draft)
        #expect(moved.itemVersion == 2 && moved.id == draft.id && moved.content == draft.content)
        #expect(try await cases.draft(draft.id, of: draft.account).itemVersion == 2)
        #expect(try await cases.upToDate(moved) == moved)
        #expect(try await city.begunDraft().id == draft.id)
    }

    @Test("one that would lose an answer, or whose answer doesn't fit any more, stays on its own", arguments: [
        Change { $0["representative"] = nil },
        Change { $0["representative"] = .object(["type": "string", "title": "负责人", "titleEn": "Head", "minLength": .number(20)]) },
    ])
    func kept(change: Change) async throws {
        let city = try await TestCity(), cases = city.platform.cases
        let draft = try await city.begunDraft()
        try await publish(city, change.make)
        #expect(try await cases.upToDate(draft) == draft)
        let fresh = try await city.begunDraft()
        #expect(fresh.id != draft.id && fresh.itemVersion == 2)
        #expect(try await cases.draft(draft.id, of: draft.account).itemVersion == 1)
    }

    struct Change: Sendable {
        let make: @Sendable (inout [String: JSON]) -> Void
        init(_ make: @escaping @Sendable (inout [String: JSON]) -> Void) { self.make = make }
    }

    /// The food permit's next version, with other properties in its form; the layout asks for what there is.
    private func publish(_ city: TestCity, _ change: (inout [String: JSON]) -> Void) async throws {
        var item = try JSON(parsing: Array(JSONText.encode(city.item().item).utf8)).object ?? [:]
        var form = item["form"]?.object ?? [:], schema = form["schema"]?.object ?? [:], properties = schema["properties"]?.object ?? [:]
        change(&properties)
        schema["properties"] = .object(properties)
        schema["required"] = .array((schema["required"]?.array ?? []).filter { properties[$0.text] != nil })
        let page: [String: JSON] = ["key": "all", "title": "全部", "fields": .array(properties.keys.sorted().map { key in
            key == "truth" ? .object(["field": "truth", "statement": "所填属实"]) : .string(key)
        })]
        (form["schema"], form["layout"]) = (.object(schema), .object(["pages": .array([.object(page)])]))
        item["form"] = .object(form)
        let report = try await city.platform.importItems([JSON.object(item).encodedBytes], by: .system("test"))
        #expect(report.changed == 1, "\(report)")
    }
}
