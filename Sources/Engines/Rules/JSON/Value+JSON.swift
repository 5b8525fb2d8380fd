import Decimals
import Kernel

/// How FEEL's values and JSON's go into each other.
///
/// | FEEL | JSON |
/// |---|---|
/// | null, boolean, string, list, context | null, true or false, string, array, object |
/// | number | number, with every digit |
/// | date, time, date and time, durations | string as XML Schema writes it: `2026-05-01`, `P3D` |
/// | range | string as FEEL writes it: `[1..5)` |
/// | function | null |
///
/// On the way in a string becomes a date, time or duration only where the type says so (`init(_:as:)`).
extension Value {
    /// Objects become contexts with their names in alphabetical order, since JSON's have none.
    public init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let truth): self = .boolean(truth)
        case .number, .decimal: self = json.exactNumber.flatMap { Decimal128($0.description) }.map(Value.number) ?? .null
        case .string(let text): self = .string(text)
        case .array(let elements): self = .list(elements.map { Value($0) })
        case .object(let members): self = .context(Context(members.keys.sorted().map { ($0, Value(members[$0] ?? .null)) }))
        }
    }

    /// By a type: strings become dates, times and durations where it wants them.
    public init(_ json: JSON, as type: FEELType) {
        switch (type.plain, json) {
        case (.list(let element), .array(let elements)): self = .list(elements.map { Value($0, as: element) })
        case (.context(let fields), .object(let members)):
            var context = Value(json).context ?? Context()
            for field in fields { context[field.name] = members[field.name].map { Value($0, as: field.type) } }
            self = .context(context)
        case (_, .string(let text)): self = Self.read(text, as: type.plain) ?? .string(text)
        default: self = Value(json)
        }
    }

    private static func read(_ text: String, as type: FEELType) -> Value? {
        switch type {
        case .date: TemporalText.date(text).map(Value.date)
        case .time: TemporalText.time(text).map(Value.time)
        case .dateTime: TemporalText.dateTime(text).map(Value.dateTime)
        case .days: TemporalText.days(text).map(Value.days)
        case .months: TemporalText.months(text).map(Value.months)
        default: nil
        }
    }

    public var json: JSON {
        switch self {
        case .null, .function: .null
        case .boolean(let truth): .bool(truth)
        case .number(let number): ExactDecimal(number.description).map { JSON($0) } ?? .null
        case .list(let elements): .array(elements.map(\.json))
        case .context(let context): .object(Dictionary(context.pairs.map { ($0.name, $0.value.json) }, uniquingKeysWith: { $1 }))
        default: .string(text)
        }
    }
}
