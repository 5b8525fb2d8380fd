import Kernel
import Storage

extension Renewal {
    /// Items that were published with conditions of their own (`when` of materials and questions) have them as decision tables.
    public static let rulesOfItems = Renewal("0082_items_rules") { tx in
        for row in try tx.rows("SELECT code, version FROM item_version ORDER BY code, version") {
            let code = try row.get("code", as: String.self), version = try row.get("version", as: Int.self)
            guard let found = try tx.row("SELECT snapshot FROM item_version WHERE code = \(code) AND version = \(version)"),
                  let item = try JSON(parsing: Array(found.get("snapshot", as: String.self).utf8)).object,
                  let renewed = ConditionsAsRules.renewed(item) else { continue }
            let text = try JSONText.encode(JSON.object(renewed))
            try tx.execute("UPDATE item_version SET snapshot = \(text) WHERE code = \(code) AND version = \(version)")
        }
        return true
    }
}

/// The conditions of an item as release 0.1 kept them, written as the tables `materials` and `questions`.
enum ConditionsAsRules {
    /// The item without conditions, with rules in their place; `nil` when it has none.
    static func renewed(_ item: [String: JSON]) -> [String: JSON]? {
        var item = item
        let materials = item["materials"]?.array ?? [], questions = item["situations"]?.object?["questions"]?.array ?? []
        guard (materials + questions).contains(where: { $0.object?["when"].map { $0 != .null } ?? false }) else { return nil }
        let tables = [("materials", "material", materials), ("questions", "question", questions)].compactMap(table)
        let name = item["name"]?.string ?? ""
        item["rules"] = .string("name: \(quoted(name))\ndecisions:\n" + tables.joined())
        item["materials"] = .array(materials.map(withoutCondition))
        item["situations"]?["questions"] = .array(questions.map(withoutCondition))
        return item
    }

    /// A table that asks for each of these when its condition holds; `nil` when none has any.
    private static func table(_ name: String, _ output: String, _ asked: [JSON]) -> String? {
        guard asked.contains(where: { $0.object?["when"].map { $0 != .null } ?? false }) else { return nil }
        let rows = asked.flatMap { one in
            let condition = one.object?["when"].flatMap { $0 == .null ? nil : AnswerRows($0) } ?? .always
            return condition.rows.map { ($0, one.object?["key"]?.text ?? "") }
        }
        let inputs = Set(rows.flatMap(\.0.keys)).sorted().map { "      - {name: \(quoted($0)), type: string}\n" }
        let rules = rows.map { row, key in
            let cells = row.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value.test))" }
            return "      - {\((cells + ["\(output): \(quoted(key))"]).joined(separator: ", "))}\n"
        }
        return "  - name: \(name)\n    hit policy: C\n    inputs:\(list(inputs))"
            + "    outputs: [{name: \(output), type: string}]\n    rules:\(list(rules))"
    }

    private static func list(_ lines: [String]) -> String { lines.isEmpty ? " []\n" : "\n" + lines.joined() }

    private static func withoutCondition(_ one: JSON) -> JSON {
        var members = one.object ?? [:]
        members["when"] = nil
        return .object(members)
    }

    /// A text of JSON is one of YAML, too.
    private static func quoted(_ text: String) -> String { (try? JSONText.encode(JSON.string(text))) ?? "\"\"" }
}

extension JSON {
    fileprivate subscript(_ key: String) -> JSON? {
        get { object?[key] }
        set {
            guard var members = object else { return }
            members[key] = newValue
            self = .object(members)
        }
    }
}
