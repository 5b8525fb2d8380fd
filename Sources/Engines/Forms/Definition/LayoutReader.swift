import Kernel

/// Draws the layout's entries and the schema's properties together into definitions of fields.
struct LayoutReader {
    private let properties: PropertyReader

    init(_ schema: JSON) { properties = PropertyReader(root: schema) }

    /// Without a layout, all properties stand on one page.
    func pages(_ layout: JSON?) throws(Problem) -> [PageDefinition] {
        let root = properties.resolved(properties.root)
        guard let layout else {
            let fields = try fields(nil, of: root, at: "")
            let section = SectionDefinition(title: nil, hint: nil, when: nil, fields: fields)
            return [PageDefinition(key: "form", title: Words("填写信息", "Your details"), hint: nil, when: nil, sections: [section])]
        }
        guard let entries = layout.object?["pages"]?.array ?? layout.array else { throw Problem("layout.no_pages", .invalid) }
        var pages: [PageDefinition] = []
        for (number, entry) in entries.enumerated() { pages.append(try page(entry, at: "pages[\(number)]", root)) }
        return pages
    }

    private func page(_ entry: JSON, at place: String, _ root: [String: JSON]) throws(Problem) -> PageDefinition {
        guard let members = entry.object, let key = members["key"]?.string, let title = Words(members, "title") else {
            throw Problem("layout.page", .invalid, ["place": place])
        }
        var sections: [SectionDefinition] = []
        let entries = members["sections"]?.array ?? [entry]
        for (number, section) in entries.enumerated() {
            let isPage = members["sections"] == nil
            let place = isPage ? place : "\(place).sections[\(number)]"
            guard let own = section.object, own["fields"]?.array != nil else { throw Problem("layout.section", .invalid, ["place": place]) }
            sections.append(SectionDefinition(
                title: isPage ? nil : Words(own, "title"), hint: isPage ? nil : Words(own, "hint"),
                when: isPage ? nil : try condition(own["when"], at: place), fields: try fields(own["fields"], of: root, at: place)))
        }
        return PageDefinition(key: key, title: title, hint: Words(members, "hint"), when: try condition(members["when"], at: place),
                              sections: sections)
    }

    /// The fields of a list of entries, or all of the object in its order.
    private func fields(
        _ entries: JSON?, of object: [String: JSON], at place: String, depth: Int = 8
    ) throws(Problem) -> [FieldDefinition] {
        guard depth > 0 else { throw Problem("layout.too_deep", .invalid, ["place": place]) }
        let named = object["properties"]?.object ?? [:]
        let order = object["x-order"]?.array?.compactMap(\.string) ?? []
        let all = order.filter { named[$0] != nil } + named.keys.filter { !order.contains($0) }.sorted()
        var fields: [FieldDefinition] = []
        for entry in entries?.array ?? all.map({ .string($0) }) {
            let members = entry.object ?? [:]
            guard let key = entry.string ?? members["field"]?.string else { throw Problem("layout.field", .invalid, ["place": place]) }
            // A field that the schema doesn't have is kept, for the lint to name; nothing that is typed into it is taken.
            let property = properties.resolved(named[key] ?? .object([:]))
            let isRequired = object["required"]?.array?.contains(.string(key)) ?? false
            fields.append(try field(key, members, property, isRequired, at: "\(place).\(key)", depth: depth))
        }
        return fields
    }

    private func field(
        _ key: String, _ entry: [String: JSON], _ property: [String: JSON], _ isRequired: Bool, at place: String, depth: Int
    ) throws(Problem) -> FieldDefinition {
        let kind = properties.kind(of: property)
        let items = properties.resolved(property["items"] ?? .object([:]))
        let below = kind == .group ? property : kind == .rows ? items : [:]
        let choices = properties.choices(of: kind == .list ? items : property)
        let limits = properties.limits(of: property)
        return FieldDefinition(
            key: key, kind: kind, widget: try widget(entry, property, kind, !choices.isEmpty, limits, at: place),
            label: Words(entry, "label") ?? Words(property, "title"), hint: Words(entry, "help") ?? Words(property, "description"),
            unit: Words(entry, "unit") ?? Words(property, "x-unit"), statement: Words(entry, "statement") ?? Words(property, "x-statement"),
            isRequired: isRequired, when: try condition(entry["when"] ?? property["x-when"], at: place),
            prefill: try prefill(entry["prefill"] ?? property["x-prefill"], at: place), choices: choices,
            fields: kind == .group || kind == .rows ? try fields(entry["fields"], of: below, at: place, depth: depth - 1) : [],
            limits: limits)
    }

    private func widget(
        _ entry: [String: JSON], _ property: [String: JSON], _ kind: FieldDefinition.Kind, _ hasChoices: Bool,
        _ limits: FieldDefinition.Limits, at place: String
    ) throws(Problem) -> Widget {
        if let name = (entry["widget"] ?? property["x-widget"])?.text {
            guard let widget = Widget(rawValue: name) else { throw Problem("layout.widget", .invalid, ["place": place, "widget": name]) }
            return widget
        }
        if hasChoices, kind != .list { return .choice }
        if property["x-multiline"]?.bool ?? false { return .multiline }
        if kind == .boolean, limits.constant == .bool(true) { return .promise }
        switch limits.format {
        case "date": return .date
        case "money": return .money
        case "region-code": return .region
        default: return Widget.fitting(kind)[0]
        }
    }

    private func condition(_ json: JSON?, at place: String) throws(Problem) -> FormCondition? {
        guard let json else { return nil }
        guard let condition = FormCondition(json) else { throw Problem("layout.condition", .invalid, ["place": place]) }
        return condition
    }

    private func prefill(_ json: JSON?, at place: String) throws(Problem) -> Prefill? {
        guard let json else { return nil }
        guard let prefill = json.string.flatMap({ Prefill($0) }) else { throw Problem("layout.prefill", .invalid, ["place": place]) }
        return prefill
    }
}
