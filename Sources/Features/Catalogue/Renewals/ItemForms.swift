import Kernel
import Storage

extension Renewal {
    /// Forms of items were a small schema with sections beside it; now they are schema and layout, as `Forms` reads them.
    public static let itemForms = Renewal("0081_items_forms") { tx in
        var last = (code: "", version: 0), isDone = false
        while !isDone {
            let rows = try tx.rows("""
                SELECT code, version, snapshot FROM item_version WHERE (code, version) > (\(last.code), \(last.version))
                ORDER BY code, version LIMIT 200
                """)
            for row in rows {
                last = (try row.get("code"), try row.get("version"))
                guard let renewed = try FormerItem(row.get("snapshot", as: String.self)).renewed else { continue }
                try tx.execute("UPDATE item_version SET snapshot = \(renewed) WHERE code = \(last.code) AND version = \(last.version)")
            }
            isDone = rows.isEmpty
        }
        return true
    }
}

/// An item as releases before the form engine kept it.
struct FormerItem {
    private let item: JSON

    init(_ snapshot: String) throws { item = try JSON(parsing: Array(snapshot.utf8)) }

    /// The item as it is kept now; `nil` when it had no form, or has it already as it should be.
    var renewed: String? {
        get throws {
            guard var members = item.object, let form = members["form"]?.object, let properties = form["properties"]?.object else {
                return nil
            }
            var schema: [String: JSON] = ["type": "object", "properties": .object(properties.mapValues(schema))]
            schema["required"] = form["required"]
            var definition: [String: JSON] = ["version": .number(1), "schema": .object(schema)]
            if let sections = members["sections"]?.array {
                definition["layout"] = .object(["pages": .array(sections.map { page($0, properties) })])
            }
            (members["form"], members["sections"]) = (.object(definition), nil)
            return try JSONText.encode(JSON.object(members))
        }
    }

    /// What of a property says how it is asked, and how the layout calls it.
    private static let asked = ["x-when": "when", "x-prefill": "prefill", "x-unit": "unit"]

    /// A list's choices stand with its elements; what had no limit had these.
    private func schema(_ property: JSON) -> JSON {
        guard var members = property.object else { return property }
        for key in Self.asked.keys { members[key] = nil }
        members["x-multiline"] = nil
        if members["type"] == "array" {
            var items: [String: JSON] = ["type": "string"]
            for key in ["enum", "enumNames", "enumNamesEn"] {
                if let value = members.removeValue(forKey: key) { items[key] = value }
            }
            if items["enum"] == nil { items["maxLength"] = .number(2000) }
            (members["items"], members["maxItems"], members["uniqueItems"]) = (.object(items), .number(100), .bool(items["enum"] != nil))
        } else if members["type"] == "string", ["enum", "format", "maxLength"].allSatisfy({ members[$0] == nil }) {
            members["maxLength"] = .number(2000)
        }
        return .object(members)
    }

    private func page(_ section: JSON, _ properties: [String: JSON]) -> JSON {
        guard var members = section.object else { return section }
        members["fields"] = .array((members["fields"]?.array ?? []).map { name in
            let property = name.string.flatMap { properties[$0]?.object } ?? [:]
            var entry = Dictionary(uniqueKeysWithValues: Self.asked.compactMap { old, new in property[old].map { (new, $0) } })
            if property["x-multiline"] == .bool(true) { entry["widget"] = "multiline" }
            guard !entry.isEmpty else { return name }
            entry["field"] = name
            return .object(entry)
        })
        return .object(members)
    }
}
