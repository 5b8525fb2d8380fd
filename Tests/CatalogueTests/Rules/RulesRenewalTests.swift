import Catalogue
import Kernel
import Storage
import TestKit
import Testing

/// Items as release 0.1 kept them, with conditions of their own.
@Suite("Conditions become rules") struct RulesRenewalTests {
    @Test("a table asks for a material in the very situations in which the condition held", arguments: [
        #"{"question": "kind", "in": ["catering", "canteen"]}"#,
        #"{"question": "kind", "in": []}"#,
        #"{"all": []}"#,
        #"{"any": []}"#,
        #"{"not": {"question": "kind", "in": ["sale"]}}"#,
        #"{"all": [{"question": "kind", "in": ["sale"]}, {"question": "special", "in": ["yes"]}]}"#,
        #"{"any": [{"question": "kind", "in": ["sale"]}, {"question": "area", "in": ["small"]}]}"#,
        #"{"not": {"all": [{"question": "kind", "in": ["catering"]}, {"not": {"question": "area", "in": ["small"]}}]}}"#,
        #"{"all": [{"question": "kind", "in": ["sale", "catering"]}, {"not": {"question": "kind", "in": ["sale"]}}]}"#,
        #"{"not": {"any": [{"question": "kind", "in": ["sale"]}, {"question": "kind", "in": ["canteen"]}]}}"#,
        #"{"all": [{"any": [{"question": "kind", "in": ["sale"]}, {"question": "area", "in": ["large"]}]}, "#
            + #"{"question": "special", "in": ["no"]}]}"#,
    ])
    func tables(condition: String) async throws {
        let old = try JSON(parsing: Array(condition.utf8)), shelf = try await Shelf()
        try await shelf.keep(try Self.old(materials: ["floor-plan": old]))
        let item = try await shelf.renewed()
        for answers in Self.situations {
            let isAsked = item.decisions.ruling(answers).materials.contains { $0.key == "floor-plan" }
            #expect(isAsked == holds(old, answers), "\(answers): \(item.item.rules ?? "")")
        }
        let problems = try publishingFaults(in: item.item)
        #expect(problems.allSatisfy { $0.code == "item.rules_material_never" })
    }

    @Test("questions keep their conditions")
    func questions() async throws {
        let shelf = try await Shelf(), old = try JSON(parsing: Array(#"{"question": "kind", "in": ["canteen"]}"#.utf8))
        try await shelf.keep(try Self.old(questions: ["special": old]))
        let decisions = try await shelf.renewed().decisions
        #expect(decisions.asked(["kind": "sale"]).map(\.key) == ["kind", "area"])
        #expect(decisions.asked(["kind": "canteen"]).map(\.key) == ["kind", "area", "special"])
    }

    @Test("an item without conditions stays as it is, letter for letter")
    func plain() async throws {
        let shelf = try await Shelf(), item = try Self.old()
        try await shelf.keep(item)
        _ = try await shelf.renewed()
        #expect(try await shelf.snapshot() == JSONText.encode(JSON.object(item)))
    }

    /// Every way of answering or leaving open three questions.
    private static var situations: [[String: String]] {
        ["kind": ["", "catering", "sale", "canteen"], "area": ["", "small", "large"], "special": ["", "yes", "no"]]
            .reduce([[:]]) { all, question in
                all.flatMap { one in question.value.map { $0.isEmpty ? one : one.merging([question.key: $0]) { $1 } } }
            }
    }

    private static func old(materials: [String: JSON] = [:], questions: [String: JSON] = [:]) throws -> [String: JSON] {
        var item = try JSON(encoding: KaifengItem.item("food-operation-permit", ["rules": .null])).object ?? [:]
        item["materials"] = conditional(item["materials"], materials)
        item["situations"] = .object(["questions": conditional(item["situations"]?.object?["questions"], questions)])
        return item
    }

    private static func conditional(_ list: JSON?, _ conditions: [String: JSON]) -> JSON {
        .array((list?.array ?? []).map { one in
            var members = one.object ?? [:]
            members["when"] = conditions[members["key"]?.string ?? ""]
            return .object(members)
        })
    }

    /// What release 0.1 said of a condition.
    private func holds(_ condition: JSON, _ answers: [String: String]) -> Bool {
        let members = condition.object ?? [:]
        if let question = members["question"]?.string {
            return answers[question].map { members["in"]?.array?.contains(.string($0)) ?? false } ?? false
        }
        if let all = members["all"]?.array { return all.allSatisfy { holds($0, answers) } }
        if let any = members["any"]?.array { return any.contains { holds($0, answers) } }
        return !holds(members["not"] ?? .null, answers)
    }
}

extension Shelf {
    /// Puts an item's snapshot in as it is.
    fileprivate func keep(_ item: [String: JSON]) async throws {
        let code = try KaifengItem.item("food-operation-permit").code, text = try JSONText.encode(JSON.object(item))
        try await database.write { tx in
            try tx.execute("""
                INSERT INTO item (code, slug, body, version, state, published_at)
                VALUES (\(code), 'food-operation-permit', \(ItemCheckTests.food), 1, 'published', 0)
                """)
            try tx.execute("INSERT INTO item_version (code, version, snapshot, published_at) VALUES (\(code), 1, \(text), 0)")
        }
    }

    fileprivate func renewed() async throws -> PublishedItem {
        try await database.renew([.rulesOfItems], at: Timestamp(milliseconds: 0))
        try await catalogue.load()
        return try #require(catalogue.current.items.first)
    }

    fileprivate func snapshot() async throws -> String {
        try #require(try await database.read { try $0.row("SELECT snapshot FROM item_version")?.get("snapshot") })
    }
}
