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
