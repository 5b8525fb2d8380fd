/// Any JSON value (RFC 8259): what a form's answers and a person's answers to questions are kept in.
///
/// Numbers are exact. A number that the shortest writing of a Double writes is a ``number(_:)``: every integer up to 2^53,
/// every decimal of fifteen digits, and more. Whatever else a text may write is a ``decimal(_:)``, so that no digit is lost. Two
/// values are equal as JSON Schema has it: 1.0 is 1, `true` is not 1, and texts are compared code point by code point.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case decimal(ExactDecimal)
    case string(String)
    case array([JSON])
    case object([String: JSON])
}

extension JSON {
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }

    /// The number, or the nearest that a Double can say; `nil` for what isn't a number or is beyond every Double.
    public var number: Double? {
        switch self {
        case .number(let value): value
        case .decimal(let value): value.double.isFinite ? value.double : nil
        default: nil
        }
    }

    /// The number with all its digits.
    public var exactNumber: ExactDecimal? {
        switch self {
        case .number(let value): ExactDecimal(value)
        case .decimal(let value): value
        default: nil
        }
    }

    /// A number from its digits: a ``number(_:)`` where that says it exactly.
    public init(_ decimal: ExactDecimal) {
        let double = decimal.double
        self = ExactDecimal(double) == decimal ? .number(double) : .decimal(decimal)
    }

    /// Whether nothing was said: null, an empty text, an empty list.
    public var isBlank: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        default: false
        }
    }

    /// The value as a person would write it: 86, not 86.0.
    public var text: String {
        switch self {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let value): Int64(exactly: value).map(String.init) ?? String(value)
        case .decimal(let value): value.description
        case .string(let value): value
        case .array(let values): values.map(\.text).joined(separator: "、")
        case .object(let values): values.keys.sorted().map { "\($0): \(values[$0]?.text ?? "")" }.joined(separator: "、")
        }
    }
}

extension JSON: Hashable {
    public static func == (a: JSON, b: JSON) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.decimal(let a), .decimal(let b)): a == b
        case (.string(let a), .string(let b)): isSame(a, b)
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let value): hasher.combine(value)
        case .decimal(let value): hasher.combine(value)
        case .string(let value): hasher.combine(value)
        case .array(let values): hasher.combine(values)
        case .object(let values): hasher.combine(values)
        }
    }

    /// Swift's own equality takes a letter with its accent for the same letter composed; JSON doesn't.
    private static func isSame(_ a: String, _ b: String) -> Bool { a == b && a.utf8.elementsEqual(b.utf8) }
}

extension JSON: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
}
