/// A FEEL type (DMN 1.5, 10.3.2.9), or one that a model defines.
public indirect enum FEELType: Sendable {
    case any, null, boolean, number, string, date, time, dateTime, days, months
    case list(FEELType)
    /// With these entries at least.
    case context([Field])
    case range(FEELType)
    /// `nil`: whatever it takes and gives.
    case function(Signature?)
    case defined(DefinedType)

    public struct Field: Sendable {
        public let name: String
        public let type: FEELType
    }

    public struct Signature: Sendable {
        public let parameters: [FEELType]
        public let result: FEELType
    }
}

/// A type of a model with a name of its own (`itemDefinition`): another type, perhaps with the values that are allowed.
public final class DefinedType: Sendable {
    public let name: String
    public let base: FEELType
    /// A value of the type passes one of these.
    let allowed: UnaryTests?
    /// Whether the allowed values are those of a list's elements rather than of the whole.
    let isOfElements: Bool

    init(_ name: String, _ base: FEELType, allowed: UnaryTests? = nil, isOfElements: Bool = false) {
        (self.name, self.base, self.allowed, self.isOfElements) = (name, base, allowed, isOfElements)
    }
}

extension FEELType {
    /// The names that the standard gives to its own types; `nil` for any other.
    public init?(name: String) {
        switch name {
        case "Any": self = .any
        case "Null": self = .null
        case "boolean": self = .boolean
        case "number": self = .number
        case "string": self = .string
        case "date": self = .date
        case "time": self = .time
        case "date and time", "dateTime": self = .dateTime
        case "days and time duration", "dayTimeDuration", "day time duration": self = .days
        case "years and months duration", "yearMonthDuration", "year month duration": self = .months
        case "list": self = .list(.any)
        case "context": self = .context([])
        case "range": self = .range(.any)
        case "function": self = .function(nil)
        default: return nil
        }
    }

    /// The type without its defined name.
    var plain: FEELType {
        var type = self
        while case .defined(let definition) = type { type = definition.base }
        return type
    }
}

extension FEELType: CustomStringConvertible {
    public var description: String {
        switch self {
        case .any: "Any"
        case .null: "Null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .days: "days and time duration"
        case .months: "years and months duration"
        case .list(let element): "list<\(element)>"
        case .context(let fields): "context<\(fields.map { "\($0.name): \($0.type)" }.joined(separator: ", "))>"
        case .range(let element): "range<\(element)>"
        case .function(let signature): signature?.description ?? "function"
        case .defined(let definition): definition.name
        }
    }
}

extension FEELType.Signature: CustomStringConvertible {
    public var description: String { "function<\(parameters.map(\.description).joined(separator: ", "))> -> \(result)" }
}
