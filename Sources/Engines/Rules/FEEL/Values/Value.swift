import Decimals

/// What a FEEL expression means (DMN 1.5, table 53): a number, a text, a date ..., or nothing.
public enum Value: Sendable {
    case null
    case boolean(Bool)
    case number(Decimal128)
    case string(String)
    case date(CivilDate)
    indirect case time(CivilTime)
    indirect case dateTime(CivilDateTime)
    case days(DaysDuration)
    case months(MonthsDuration)
    case list([Value])
    case context(Context)
    indirect case range(ValueRange)
    case function(Function)
}

extension Value {
    public static func number(_ integer: Int) -> Value { .number(Decimal128(integer)) }

    public var isNull: Bool { if case .null = self { true } else { false } }
    public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
    public var number: Decimal128? { if case .number(let value) = self { value } else { nil } }
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var list: [Value]? { if case .list(let value) = self { value } else { nil } }
    public var context: Context? { if case .context(let value) = self { value } else { nil } }
    public var range: ValueRange? { if case .range(let value) = self { value } else { nil } }
    public var function: Function? { if case .function(let value) = self { value } else { nil } }

    /// A list's elements; anything else as a list of itself, and nothing as no list.
    var elements: [Value]? {
        switch self {
        case .list(let elements): elements
        case .null: nil
        default: [self]
        }
    }

    /// The name of the value's type, for messages.
    public var kind: String { FEELType.of(self).description }

    /// How much there is to go through: 1 for each value within, and 1 for every sixteen bytes of text, counted no further than a limit.
    /// A list may hold another many times over, so what is small to keep can be large to go through.
    func weight(within limit: Int) -> Int {
        switch self {
        case .list(let elements): Self.weight(elements, within: limit)
        case .context(let context): Self.weight(context.values, within: limit)
        case .string(let text): 1 + text.utf8.count / 16
        default: 1
        }
    }

    private static func weight(_ values: [Value], within limit: Int) -> Int {
        var weight = 1
        for value in values {
            if weight > limit { return weight }
            weight += value.weight(within: limit - weight)
        }
        return weight
    }

    /// How many lists and contexts stand one within another, counted no further than a limit.
    func depth(within limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        switch self {
        case .list(let elements): return 1 + (elements.lazy.map { $0.depth(within: limit - 1) }.max() ?? 0)
        case .context(let context): return 1 + (context.values.lazy.map { $0.depth(within: limit - 1) }.max() ?? 0)
        default: return 0
        }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
}
