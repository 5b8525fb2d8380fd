/// 情形: the questions whose answers cut the form and the materials to what applies.
public struct Situations: Sendable, Codable, Hashable {
    public let questions: [SituationQuestion]
}

public struct SituationQuestion: Sendable, Codable, Hashable {
    public struct Option: Sendable, Codable, Hashable {
        public let value: String
        public let text: String
        public let textEn: String?

        public func text(english: Bool) -> String { english ? textEn ?? text : text }
    }

    public let key: String
    public let text: String
    public let textEn: String?
    public let options: [Option]
    /// Asked only when this holds of the answers so far.
    public let when: Condition?

    public func text(english: Bool) -> String { english ? textEn ?? text : text }
}

/// When something applies: a small tree over the answers. DMN takes its place when the rules engine comes.
public indirect enum Condition: Sendable, Hashable {
    case answer(question: String, in: [String])
    case all([Condition])
    case any([Condition])
    case not(Condition)

    public func holds(_ answers: [String: String]) -> Bool {
        switch self {
        case .answer(let question, let values): answers[question].map(values.contains) ?? false
        case .all(let conditions): conditions.allSatisfy { $0.holds(answers) }
        case .any(let conditions): conditions.contains { $0.holds(answers) }
        case .not(let condition): !condition.holds(answers)
        }
    }
}

extension Condition: Codable {
    private enum Key: String, CodingKey { case question, `in`, all, any, not }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let question = try container.decodeIfPresent(String.self, forKey: .question) {
            self = .answer(question: question, in: try container.decode([String].self, forKey: .in))
        } else if let conditions = try container.decodeIfPresent([Condition].self, forKey: .all) {
            self = .all(conditions)
        } else if let conditions = try container.decodeIfPresent([Condition].self, forKey: .any) {
            self = .any(conditions)
        } else {
            self = .not(try container.decode(Condition.self, forKey: .not))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .answer(let question, let values):
            try container.encode(question, forKey: .question)
            try container.encode(values, forKey: .in)
        case .all(let conditions): try container.encode(conditions, forKey: .all)
        case .any(let conditions): try container.encode(conditions, forKey: .any)
        case .not(let condition): try container.encode(condition, forKey: .not)
        }
    }
}

extension Situations {
    /// The questions that these answers leave open or have answered, in order.
    public func asked(_ answers: [String: String]) -> [SituationQuestion] {
        questions.filter { $0.when?.holds(answers) ?? true }
    }

    /// Only answers to questions that are asked, and only values that are offered: whatever else came in is dropped.
    public func cleaned(_ answers: [String: String]) -> [String: String] {
        var kept: [String: String] = [:]
        for question in questions where question.when?.holds(kept) ?? true {
            if let value = answers[question.key], question.options.contains(where: { $0.value == value }) { kept[question.key] = value }
        }
        return kept
    }

    public func isComplete(_ answers: [String: String]) -> Bool { asked(answers).allSatisfy { answers[$0.key] != nil } }
}
