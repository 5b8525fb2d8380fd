import Kernel

/// What became of answers: the values that are kept, and everything that is wrong, in the form's order.
public struct CheckedAnswers: Sendable, Equatable {
    public let values: [String: JSON]
    /// Fields are named by their path: `shareholders[0].name`.
    public let problems: [FieldProblem]

    public init(values: [String: JSON], problems: [FieldProblem]) { (self.values, self.problems) = (values, problems) }
}

extension Form {
    /// Answers as values of the schema, and what is wrong with them. Fields that don't apply, that are blank, or that the form doesn't
    /// know are dropped; what is typed becomes what the schema wants, and stays as it was typed where that can't be.
    /// - Parameter today: for formats that speak of the past, such as a number with a date of birth.
    public func check(_ answers: [String: JSON], facts: FormFacts = FormFacts(), today: LocalDate? = nil) -> CheckedAnswers {
        let cleaned = cleaned(answers, facts)
        let errors = schema.errors(in: .object(cleaned.values), today: today) + controlCharacters(in: cleaned.values)
        var problems: [FieldProblem] = [], seen: Set<FieldPath> = []
        for error in errors {
            let path = FieldPath(pointer: error.fieldPath)
            guard !cleaned.hidden.contains(where: path.starts), seen.insert(path).inserted else { continue }
            problems.append(FieldProblem(path.description, error.code, arguments(error, at: path)))
        }
        let ranks = ranks
        problems = problems.enumerated().sorted { a, b in
            let (first, second) = (rank(a.element, ranks), rank(b.element, ranks))
            return (first, a.offset) < (second, b.offset)
        }.map(\.element)
        return CheckedAnswers(values: cleaned.values, problems: problems)
    }

    /// The same for the fields of one page: what is wrong on others isn't said yet.
    public func check(
        page key: String, _ answers: [String: JSON], facts: FormFacts = FormFacts(), today: LocalDate? = nil
    ) -> CheckedAnswers {
        let own = Set(pages.first { $0.key == key }?.fields.map(\.key) ?? [])
        let checked = check(answers, facts: facts, today: today)
        return CheckedAnswers(values: checked.values, problems: checked.problems.filter { problem in
            guard case .name(let name)? = FieldPath(problem.field)?.steps.first else { return false }
            return own.contains(name)
        })
    }

    private func arguments(_ error: SchemaError, at path: FieldPath) -> [String: String] {
        var arguments = error.arguments
        if let field = field(at: path) { arguments["field"] = field.label?.zh ?? field.key }
        return arguments
    }

    // MARK: - Order

    /// Where each field stands among all, by its names without places.
    private var ranks: [[String]: Int] {
        var ranks: [[String]: Int] = [:]
        func add(_ fields: [FieldDefinition], _ above: [String]) {
            for field in fields {
                ranks[above + [field.key]] = ranks.count
                add(field.fields, above + [field.key])
            }
        }
        add(fields, [])
        return ranks
    }

    private func rank(_ problem: FieldProblem, _ ranks: [[String]: Int]) -> Int {
        let steps = FieldPath(problem.field)?.steps ?? []
        let names = steps.compactMap { if case .name(let name) = $0 { name } else { nil } }
        return ranks[names] ?? names.first.flatMap { ranks[[$0]] } ?? .max
    }
}

// MARK: - Cleaning

extension Form {
    /// The answers that count, and the paths of fields that don't apply. What hides a field may itself be hidden later on the form, so
    /// this goes on until nothing changes; each round hides more, so it ends.
    func cleaned(_ answers: [String: JSON], _ facts: FormFacts) -> (values: [String: JSON], hidden: [FieldPath]) {
        var facts = facts
        facts.answers = answers
        var hidden: [FieldPath] = []
        for _ in 0...fields.count {
            let (values, nowHidden) = pass(answers, facts)
            guard nowHidden.count > hidden.count || facts.answers != values else { return (values, nowHidden) }
            (facts.answers, hidden) = (values, nowHidden)
        }
        return (facts.answers, hidden)
    }

    private func pass(_ answers: [String: JSON], _ facts: FormFacts) -> (values: [String: JSON], hidden: [FieldPath]) {
        var values: [String: JSON] = [:], hidden: [FieldPath] = []
        for page in pages {
            let isShown = page.when?.holds(facts) ?? true
            for section in page.sections {
                let applies = isShown && section.when?.holds(facts) ?? true
                for field in section.fields {
                    let path = FieldPath().appending(field.key)
                    guard applies, field.when?.holds(facts) ?? true else {
                        hidden.append(path)
                        continue
                    }
                    let value = clean(answers[field.key] ?? .null, field, path, facts, &hidden)
                    if !value.isBlank { values[field.key] = value }
                }
            }
        }
        return (values, hidden)
    }

    private func clean(
        _ value: JSON, _ field: FieldDefinition, _ path: FieldPath, _ facts: FormFacts, _ hidden: inout [FieldPath]
    ) -> JSON {
        switch (field.kind, value) {
        case (.group, .object(let members)): return object(members, field, path, row: path, facts, &hidden)
        case (.rows, .array(let rows)):
            var kept: [JSON] = []
            for row in rows {
                let place = path.appending(kept.count)
                let cleaned = row.object.map { object($0, field, place, row: place, facts, &hidden) } ?? row
                if !cleaned.isBlank { kept.append(cleaned) }
            }
            return .array(kept)
        default: return field.normalised(value)
        }
    }

    /// Blank when nothing within was said.
    private func object(
        _ members: [String: JSON], _ field: FieldDefinition, _ path: FieldPath, row: FieldPath, _ facts: FormFacts,
        _ hidden: inout [FieldPath]
    ) -> JSON {
        var kept: [String: JSON] = [:]
        for part in field.fields {
            let place = path.appending(part.key)
            guard part.when?.holds(facts, row: row) ?? true else {
                hidden.append(place)
                continue
            }
            let value = clean(members[part.key] ?? .null, part, place, facts, &hidden)
            if !value.isBlank { kept[part.key] = value }
        }
        // A box that isn't ticked is a no, which alone doesn't make a row.
        return kept.values.allSatisfy({ $0 == .bool(false) }) ? .null : .object(kept)
    }

    /// Characters that no keyboard types; they come of copying, or of somebody trying.
    private func controlCharacters(in values: [String: JSON]) -> [SchemaError] {
        var found: [SchemaError] = []
        func look(_ value: JSON, _ path: String) {
            switch value {
            case .string(let text) where text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\r" && $0 != "\t" }:
                found.append(SchemaError(instancePath: path, keyword: "", schemaPath: "", code: "answer.control_characters", arguments: [:],
                                         fieldPath: path))
            case .array(let elements): for (place, element) in elements.enumerated() { look(element, "\(path)/\(place)") }
            case .object(let members): for (key, member) in members { look(member, "\(path)/\(JSONPointer.escape(key))") }
            default: break
            }
        }
        look(.object(values), "")
        return found
    }
}
