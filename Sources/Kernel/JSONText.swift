#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How values of ours are written as JSON and read back: one place, so that what was kept can always be read.
public enum JSONText {
    /// Keys sorted, so that the same value is always the same text.
    public static func encode(_ value: some Encodable) throws -> String {
        try JSON(encoding: value).encoded
    }

    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from text: String) throws -> Value {
        try decode(type, from: Array(text.utf8))
    }

    public static func decode<Value: Decodable>(_ type: Value.Type = Value.self, from bytes: [UInt8]) throws -> Value {
        do {
            return try JSON(parsing: bytes).decode(type)
        } catch let fault as JSONFault {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: fault.description))
        }
    }
}

extension JSON: Codable {
    public init(from decoder: any Decoder) throws {
        if let ours = decoder as? JSONValueDecoder {
            self = ours.value
            return
        }
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Double.self) {
            self = value.magnitude < 1e15 ? .number(value) : (try? container.decode(Decimal.self)).flatMap(Self.exact) ?? .number(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode([String: JSON].self) {
            self = .object(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .array(value)
        } else {
            self = .null
        }
    }

    private static func exact(_ decimal: Decimal) -> JSON? { ExactDecimal(decimal.description).map { JSON($0) } }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try Int64(exactly: value).map { try container.encode($0) } ?? container.encode(value)
        case .decimal(let value): try container.encode(Decimal(string: value.description) ?? Decimal(value.double))
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }
}
