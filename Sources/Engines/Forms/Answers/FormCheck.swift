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
        let (values, hidden) = AnswerCleaner(self, facts).clean(answers)
        var problems: [FieldProblem] = [], seen: Set<FieldPath> = []
        let whole = JSON.object(values)
        for error in schema.errors(in: whole, today: today) + UnreadableCharacters.errors(in: whole) {
            let path = FieldPath(pointer: error.fieldPath)
            guard !hidden.contains(where: path.starts), seen.insert(path).inserted else { continue }
            problems.append(FieldProblem(path.description, error.code, arguments(error, at: path)))
        }
        return CheckedAnswers(values: values, problems: problems.isEmpty ? [] : inOrder(problems))
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

    private func inOrder(_ problems: [FieldProblem]) -> [FieldProblem] {
        let ranks = ranks
        let ranked = problems.enumerated().map { (rank: rank($0.element, ranks), offset: $0.offset, problem: $0.element) }
        return ranked.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.map(\.problem)
    }

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
