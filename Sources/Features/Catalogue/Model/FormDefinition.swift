import Kernel

/// The subset of JSON Schema 2020-12 that a form of today may use: an object of plain properties. The forms engine will
/// take the place of this type behind the same two questions: which fields apply, and what is wrong with these answers.
public struct FormDefinition: Sendable, Codable, Hashable {
    public let properties: [String: FormField]
    public let required: [String]?

    public init(properties: [String: FormField], required: [String]?) { (self.properties, self.required) = (properties, required) }

    /// Whether this field must be filled.
    public func isRequired(_ key: String) -> Bool { required?.contains(key) ?? false }
}

/// One property of the schema, with our annotations (`x-...`).
public struct FormField: Sendable, Codable, Hashable {
    public enum Kind: String, Sendable, Codable { case string, number, integer, boolean, array }

    public let type: Kind
    public let title: String
    public let titleEn: String?
    public let description: String?
    public let descriptionEn: String?
    /// Codes that may be chosen, and how each is named.
    public let options: [String]?
    public let optionNames: [String]?
    public let optionNamesEn: [String]?
    public let format: String?
    public let minLength: Int?
    public let maxLength: Int?
    public let minimum: Double?
    public let maximum: Double?
    public let pattern: String?
    /// What the pattern asks for, in words.
    public let patternHint: String?
    public let multiline: Bool?
    public let unit: String?
    /// From where the field is filled: `account.name`, `legal.code` ...
    public let prefill: String?
    public let when: Condition?

    private enum CodingKeys: String, CodingKey {
        case type, title, titleEn, description, descriptionEn, format, minLength, maxLength, minimum, maximum, pattern
        case options = "enum", optionNames = "enumNames", optionNamesEn = "enumNamesEn"
        case patternHint = "x-pattern-hint", multiline = "x-multiline", unit = "x-unit", prefill = "x-prefill", when = "x-when"
    }

    public func title(english: Bool) -> String { english ? titleEn ?? title : title }
    public func hint(english: Bool) -> String? { english ? descriptionEn ?? description : description }

    /// The options as (code, name).
    public func choices(english: Bool) -> [(value: String, name: String)] {
        let names = (english ? optionNamesEn : nil) ?? optionNames ?? options ?? []
        return Array(zip(options ?? [], names)).map { (value: $0.0, name: $0.1) }
    }

    /// The name of a chosen code, or the value as it stands.
    public func display(_ value: JSON, english: Bool) -> String {
        if type == .boolean { return (value.bool ?? false) ? (english ? "Yes" : "是") : (english ? "No" : "否") }
        let named = choices(english: english)
        let name: (JSON) -> String = { element in named.first { $0.value == element.text }?.name ?? element.text }
        let text = value.array.map { $0.map(name).joined(separator: english ? ", " : "、") } ?? name(value)
        return unit.map { text.isEmpty ? text : "\(text) \($0)" } ?? text
    }
}

/// 表单分节: which fields stand together on one page, in which order.
public struct FormSection: Sendable, Codable, Hashable {
    public let key: String
    public let title: String
    public let titleEn: String?
    public let hint: String?
    public let hintEn: String?
    public let fields: [String]

    public init(key: String, title: String, titleEn: String?, hint: String?, hintEn: String?, fields: [String]) {
        (self.key, self.title, self.titleEn, self.hint, self.hintEn, self.fields) = (key, title, titleEn, hint, hintEn, fields)
    }

    public func title(english: Bool) -> String { english ? titleEn ?? title : title }
    public func hint(english: Bool) -> String? { english ? hintEn ?? hint : hint }
}

/// When a field applies: a small tree over the answers to the situation's questions.
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
