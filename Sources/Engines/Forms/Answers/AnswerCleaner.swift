import Kernel

/// Makes of what was sent what counts: values of the schema, without blanks and without fields that don't apply.
struct AnswerCleaner {
    private let form: Form
    private let facts: FormFacts

    init(_ form: Form, _ facts: FormFacts) { (self.form, self.facts) = (form, facts) }

    /// The answers that count, and the paths of fields that don't apply. What hides a field may itself be hidden, so conditions are
    /// asked until nothing changes, and never more often than there are fields.
    func clean(_ answers: [String: JSON]) -> (values: [String: JSON], hidden: [FieldPath]) {
        var said: [String: JSON] = [:]
        for field in form.fields {
            guard let answer = answers[field.key] else { continue }
            let value = pruned(field.normalised(answer), field)
            if !value.isBlank { said[field.key] = value }
        }
        var facts = facts, hidden: [FieldPath] = []
        facts.answers = said
        for _ in 0...form.fields.count {
            let (values, nowHidden) = shown(said, facts)
            facts.answers = values
            if nowHidden == hidden { break }
            hidden = nowHidden
        }
        return (facts.answers, hidden)
    }

    // MARK: - Blanks

    /// Without members that say nothing, and without rows of such.
    private func pruned(_ value: JSON, _ field: FieldDefinition) -> JSON {
        switch (field.kind, value) {
        case (.group, .object(let members)): object(members, field)
        case (.rows, .array(let rows)):
            .array(rows.map { row in row.object.map { object($0, field) } ?? row }.filter { !$0.isBlank })
        default: value
        }
    }

    private func object(_ members: [String: JSON], _ field: FieldDefinition) -> JSON {
        var kept: [String: JSON] = [:]
        for part in field.fields {
            guard let member = members[part.key] else { continue }
            let value = pruned(member, part)
            if !value.isBlank { kept[part.key] = value }
        }
        // A box that isn't ticked is a no, which alone doesn't make a row.
        return kept.values.allSatisfy { $0 == .bool(false) } ? .null : .object(kept)
    }

    // MARK: - Conditions

    private func shown(_ said: [String: JSON], _ facts: FormFacts) -> (values: [String: JSON], hidden: [FieldPath]) {
        var values = said, hidden: [FieldPath] = []
        for page in form.pages {
            let isShown = page.when?.holds(facts) ?? true
            for section in page.sections {
                let applies = isShown && section.when?.holds(facts) ?? true
                for field in section.fields {
                    if applies, field.when?.holds(facts) ?? true {
                        guard field.hasInnerConditions, let value = values[field.key] else { continue }
                        values[field.key] = shown(value, field, FieldPath().appending(field.key), row: FieldPath(), facts, &hidden)
                    } else {
                        values[field.key] = nil
                        hidden.append(FieldPath().appending(field.key))
                    }
                }
            }
        }
        return (values, hidden)
    }

    private func shown(
        _ value: JSON, _ field: FieldDefinition, _ path: FieldPath, row: FieldPath, _ facts: FormFacts, _ hidden: inout [FieldPath]
    ) -> JSON {
        switch (field.kind, value) {
        case (.group, .object(let members)): return shown(members, field, path, row: row, facts, &hidden)
        case (.rows, .array(let rows)):
            return .array(rows.enumerated().map { place, value in
                let row = path.appending(place)
                return value.object.map { shown($0, field, row, row: row, facts, &hidden) } ?? value
            })
        default: return value
        }
    }

    private func shown(
        _ members: [String: JSON], _ field: FieldDefinition, _ path: FieldPath, row: FieldPath, _ facts: FormFacts,
        _ hidden: inout [FieldPath]
    ) -> JSON {
        var members = members
        for part in field.fields {
            let place = path.appending(part.key)
            if part.when?.holds(facts, row: row) ?? true {
                if let value = members[part.key] { members[part.key] = shown(value, part, place, row: row, facts, &hidden) }
            } else {
                members[part.key] = nil
                hidden.append(place)
            }
        }
        return .object(members)
    }
}

/// Characters that nobody could be shown: they come of keyboards that make characters of their own, and of broken copies.
enum UnreadableCharacters {
    static func errors(in value: JSON, at path: String = "") -> [SchemaError] {
        switch value {
        case .string(let text):
            FreeText.unreadable(in: text).map { found in
                [SchemaError(instancePath: path, keyword: "", schemaPath: "", code: "answer.unreadable",
                             arguments: ["place": "\(found.place)", "code": found.code], fieldPath: path)]
            } ?? []
        case .array(let elements): elements.enumerated().flatMap { errors(in: $0.element, at: "\(path)/\($0.offset)") }
        case .object(let members): members.flatMap { errors(in: $0.value, at: "\(path)/\(JSONPointer.escape($0.key))") }
        default: []
        }
    }
}
