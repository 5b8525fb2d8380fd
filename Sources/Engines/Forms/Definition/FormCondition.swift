import Kernel

/// When a page, a section or a field applies: a small tree over the answers, or an expression that another engine understands.
///
/// ```json
/// {"field": "businessForm", "in": ["canteen"]}          an answer, or one within the same row: ".kind"
/// {"question": "kind", "in": ["catering"]}              an answer to a question of the situation
/// {"filled": "warehouse"}
/// {"all": [...]}  {"any": [...]}  {"not": ...}
/// {"feel": "floorArea > 150"}
/// ```
public indirect enum FormCondition: Sendable, Hashable {
    case answer(String, in: [JSON])
    case question(String, in: [JSON])
    case filled(String)
    case all([FormCondition])
    case any([FormCondition])
    case not(FormCondition)
    case expression(String)

    /// `nil` for what is none of these. `depth` guards against conditions without end.
    public init?(_ json: JSON, depth: Int = 16) {
        guard depth > 0, let members = json.object else { return nil }
        let values = members["in"]?.array ?? members["is"].map { [$0] }
        let parts = { (key: String) in members[key]?.array.flatMap { list -> [FormCondition]? in
            let read = list.compactMap { FormCondition($0, depth: depth - 1) }
            return read.count == list.count ? read : nil
        } }
        if let field = members["field"]?.string, let values {
            self = .answer(field, in: values)
        } else if let question = members["question"]?.string, let values {
            self = .question(question, in: values)
        } else if let field = members["filled"]?.string {
            self = .filled(field)
        } else if let all = parts("all") {
            self = .all(all)
        } else if let any = parts("any") {
            self = .any(any)
        } else if let negated = members["not"].flatMap({ FormCondition($0, depth: depth - 1) }) {
            self = .not(negated)
        } else if let text = members["feel"]?.string {
            self = .expression(text)
        } else {
            return nil
        }
    }

    /// - Parameter row: the row that the condition stands in, for fields that begin with a point.
    public func holds(_ facts: FormFacts, row: FieldPath = FieldPath()) -> Bool {
        switch self {
        case .answer(let field, let values): matches(facts.answer(field, row: row), values)
        case .question(let question, let values): facts.situation[question].map { values.contains(.string($0)) } ?? false
        case .filled(let field): !facts.answer(field, row: row).isBlank
        case .all(let conditions): conditions.allSatisfy { $0.holds(facts, row: row) }
        case .any(let conditions): conditions.contains { $0.holds(facts, row: row) }
        case .not(let condition): !condition.holds(facts, row: row)
        case .expression(let text): facts.expressions(text, facts)
        }
    }

    /// Of several choices, one is enough. No tick is a no.
    private func matches(_ answer: JSON, _ values: [JSON]) -> Bool {
        if let chosen = answer.array { return chosen.contains(where: values.contains) }
        return values.contains(answer) || (answer == .null && values.contains(.bool(false)))
    }

    /// The fields that the condition looks at.
    public var fields: [String] {
        switch self {
        case .answer(let field, _), .filled(let field): [field]
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.fields)
        case .not(let condition): condition.fields
        case .question, .expression: []
        }
    }

    /// What it looks at and what is looked for, each by itself: for a check that such answers can be given.
    var comparisons: [(field: String, values: [JSON])] {
        switch self {
        case .answer(let field, let values): [(field, values)]
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.comparisons)
        case .not(let condition): condition.comparisons
        case .filled, .question, .expression: []
        }
    }
}

/// What is known while a form is filled: answers to the situation's questions, answers so far, and who understands expressions.
public struct FormFacts: Sendable {
    public typealias Expressions = @Sendable (_ text: String, _ facts: FormFacts) -> Bool

    public var situation: [String: String]
    public var answers: [String: JSON]
    /// FEEL stands in a room beside this one, so whoever brings both together hands it in. By itself, an expression holds: a field too
    /// many can be left empty, one too few can't be filled.
    public var expressions: Expressions

    public init(situation: [String: String] = [:], answers: [String: JSON] = [:], expressions: @escaping Expressions = { _, _ in true }) {
        (self.situation, self.answers, self.expressions) = (situation, answers, expressions)
    }

    func answer(_ field: String, row: FieldPath) -> JSON {
        let isOfRow = field.hasPrefix(".")
        guard let path = FieldPath(isOfRow ? String(field.dropFirst()) : field) else { return .null }
        return (isOfRow ? FieldPath(steps: row.steps + path.steps) : path).value(in: answers) ?? .null
    }
}
