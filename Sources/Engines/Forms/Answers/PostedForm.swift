import Kernel
import Standards

/// What a browser sent for one page: names and values in their order, as `application/x-www-form-urlencoded` has them.
public struct PostedForm: Sendable {
    /// What was asked for by the button that sent it.
    public enum Action: Hashable, Sendable {
        case next, back, save
        /// Rows more or less, which works without a script: the page comes back with them.
        case addRow(FieldPath), removeRow(FieldPath)
    }

    private let values: [String: [String]]
    /// How many rows of each list the page had, by the marks that it sends for each.
    private let rows: [String: Int]

    /// - Parameter prefix: what the page put before its names; inputs without it aren't the form's.
    public init(_ pairs: some Sequence<(String, String)>, prefix: String = "") {
        var values: [String: [String]] = [:], rows: [String: Int] = [:]
        for (sent, value) in pairs {
            if Self.buttons.contains(sent) { values["\(Self.pressed)\(sent)", default: []].append(Self.without(prefix, value)) }
            guard sent.hasPrefix(prefix) else { continue }
            let name = Self.without(prefix, sent)
            values[name, default: []].append(value)
            guard let path = FieldPath(name) else { continue }
            for (count, step) in path.steps.enumerated() {
                guard case .place(let place) = step, place < Self.mostRows else { continue }
                let list = FieldPath(steps: Array(path.steps.prefix(count))).description
                rows[list] = max(rows[list] ?? 0, place + 1)
            }
        }
        (self.values, self.rows) = (values, rows)
    }

    public static let mostRows = 200
    /// The buttons' names, and what keeps them apart from fields called so: no field's name has a bracket in it.
    private static let buttons: Set = ["add", "remove", "back", "save", "next"], pressed = "[button]"

    private static func without(_ prefix: String, _ text: String) -> String {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }

    public var action: Action {
        let button = { (name: String) in values["\(Self.pressed)\(name)"]?.first }
        if let path = button("add").flatMap({ FieldPath($0) }) { return .addRow(path) }
        if let path = button("remove").flatMap({ FieldPath($0) }), case .place? = path.steps.last { return .removeRow(path) }
        if button("back") != nil { return .back }
        return button("save") == nil ? .next : .save
    }

    /// What was sent for a field; `.null` when it wasn't on the page.
    func answer(_ field: FieldDefinition, at path: FieldPath) -> JSON {
        let name = path.description
        switch field.kind {
        case .group: return .object(members(field.fields, at: path))
        case .rows: return .array((0..<min(rows[name] ?? 0, Self.mostRows)).map { .object(members(field.fields, at: path.appending($0))) })
        case .list:
            let lines = field.choices.isEmpty && field.widget != .file
            let sent = (values[name] ?? []).flatMap { lines ? $0.split(whereSeparator: \.isNewline).map(String.init) : [$0] }
            return .array(sent.map { .string($0) })
        case .boolean: return field.widget == .choice ? .string(values[name]?.last ?? "") : .bool(!(values[name]?.last ?? "").isEmpty)
        case .text where field.widget == .region: return values[name].map { .string(Self.region($0)) } ?? .null
        default: return values[name]?.last.map { .string($0) } ?? .null
        }
    }

    /// A region comes level by level. Where an upper level was changed, what is left of the old one below it doesn't count.
    private static func region(_ levels: [String]) -> String {
        levels.dropFirst().reduce(levels.first ?? "") { chosen, next in
            guard let region = RegionCode(next) else { return chosen }
            return RegionCode(chosen)?.contains(region) ?? chosen.isEmpty ? next : chosen
        }
    }

    private func members(_ fields: [FieldDefinition], at path: FieldPath) -> [String: JSON] {
        fields.reduce(into: [:]) { members, field in
            let answer = answer(field, at: path.appending(field.key))
            if answer != .null { members[field.key] = answer }
        }
    }
}

extension Form {
    /// The answers with those of one posted page in place of what they were before; rows come and go by the button pressed. Values are
    /// made what the schema wants as far as they can be. What the page didn't ask stays as it is, whatever was sent.
    /// - Parameters:
    ///   - page: its key; `nil` where all pages were drawn at once.
    ///   - facts: what the page was drawn with.
    ///   - locked: fields that a register vouches for, which stay as they are.
    public func read(
        _ posted: PostedForm, on page: String?, into answers: [String: JSON], facts: FormFacts = FormFacts(), locked: Set<String> = []
    ) -> [String: JSON] {
        var facts = facts, answers = answers
        facts.answers = answers
        let asked = asked(on: page, facts).filter { !locked.contains($0.key) }
        for field in asked { answers[field.key] = field.normalised(posted.answer(field, at: FieldPath().appending(field.key))) }
        let isAsked = { (path: FieldPath) in asked.contains { path.steps.first == .name($0.key) } }
        switch posted.action {
        case .addRow(let path) where isAsked(path) && field(at: path)?.kind == .rows:
            let most = min(field(at: path)?.limits.maxItems ?? .max, PostedForm.mostRows)
            return Self.changed(answers, at: path) { $0.count < most ? $0 + [.object([:])] : $0 }
        case .removeRow(let path) where isAsked(path):
            guard case .place(let place)? = path.steps.last else { return answers }
            return Self.changed(answers, at: FieldPath(steps: path.steps.dropLast())) { rows in
                rows.enumerated().filter { $0.offset != place }.map(\.element)
            }
        default: return answers
        }
    }

    private func asked(on key: String?, _ facts: FormFacts) -> [FieldDefinition] {
        guard let key else { return fields }
        guard let page = pages.first(where: { $0.key == key }) else { return [] }
        let own = Set(page.fields.map(\.key))
        return page.sections.filter { $0.when.isOpen(facts, own) }.flatMap(\.fields).filter { $0.when.isOpen(facts, own) }
    }

    private static func changed(_ answers: [String: JSON], at path: FieldPath, _ change: ([JSON]) -> [JSON]) -> [String: JSON] {
        func changed(_ value: JSON, _ steps: ArraySlice<FieldPath.Step>) -> JSON {
            switch (steps.first, value) {
            case (nil, .array(let rows)): return .array(change(rows))
            case (nil, .null): return .array(change([]))
            case (.name(let name), .object(var members)):
                members[name] = changed(members[name] ?? .null, steps.dropFirst())
                return .object(members)
            case (.place(let place), .array(var rows)) where rows.indices.contains(place):
                rows[place] = changed(rows[place], steps.dropFirst())
                return .array(rows)
            default: return value
            }
        }
        return changed(.object(answers), path.steps[...]).object ?? answers
    }
}
