extension JSON {
    /// What a value of ours says of itself, as JSON. Throws `EncodingError` for numbers that JSON has no word for, and what the value
    /// throws.
    public init(encoding value: some Encodable) throws { self = try JSONValueEncoder.json(of: value, at: []) }
}

/// Takes from an `Encodable` type what it says of itself: the counterpart of `JSONValueDecoder`. A part that is ``JSON`` already is taken
/// as it stands, digits and all.
final class JSONValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    private var value: JSON?
    fileprivate var members: [String: Part]?
    fileprivate var elements: [Part]?

    /// What is written, or whose writer is still in somebody's hands.
    fileprivate enum Part {
        case written(JSON)
        case open(JSONValueEncoder)

        var json: JSON {
            switch self {
            case .written(let json): json
            case .open(let encoder): encoder.json
            }
        }
    }

    fileprivate init(codingPath: [any CodingKey]) { self.codingPath = codingPath }

    fileprivate static func json(of value: some Encodable, at path: @autoclosure () -> [any CodingKey]) throws -> JSON {
        if let json = try plain(value, at: path()) { return json }
        let encoder = JSONValueEncoder(codingPath: path())
        try value.encode(to: encoder)
        return encoder.json
    }

    /// A value that isn't made of others; `nil` for one that is.
    private static func plain(_ value: some Encodable, at path: @autoclosure () -> [any CodingKey]) throws -> JSON? {
        switch value {
        case let json as JSON: return json
        case let text as String: return .string(text)
        case let flag as Bool: return .bool(flag)
        case let integer as Int where integer.magnitude <= 1 << 53: return .number(Double(integer))
        case let integer as any FixedWidthInteger: return ExactDecimal("\(integer)").map { JSON($0) }
        case let number as any BinaryFloatingPoint:
            let double = Double(number)
            guard double.isFinite else {
                throw EncodingError.invalidValue(value, .init(codingPath: path(), debugDescription: "JSON has no word for \(double)"))
            }
            return .number(double)
        default: return nil
        }
    }

    private var json: JSON {
        value ?? members.map { .object($0.mapValues(\.json)) } ?? elements.map { .array($0.map(\.json)) } ?? .object([:])
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        members = members ?? [:]
        return KeyedEncodingContainer(JSONMemberWriter(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        elements = elements ?? []
        return JSONElementWriter(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { value = .null }

    func encode(_ value: some Encodable) throws { self.value = try Self.json(of: value, at: codingPath) }
}

private struct JSONMemberWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil(forKey key: Key) { encoder.members?[key.stringValue] = .written(.null) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        encoder.members?[key.stringValue] = .written(try JSONValueEncoder.json(of: value, at: codingPath + [key]))
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        part(key.stringValue, codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        part(key.stringValue, codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { part("super", codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder { part(key.stringValue, codingPath + [key]) }

    private func part(_ name: String, _ path: [any CodingKey]) -> JSONValueEncoder {
        let part = JSONValueEncoder(codingPath: path)
        encoder.members?[name] = .open(part)
        return part
    }
}

private struct JSONElementWriter: UnkeyedEncodingContainer {
    let encoder: JSONValueEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    var count: Int { encoder.elements?.count ?? 0 }

    func encodeNil() { encoder.elements?.append(.written(.null)) }

    func encode(_ value: some Encodable) throws {
        encoder.elements?.append(.written(try JSONValueEncoder.json(of: value, at: codingPath)))
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> { part().container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { part().unkeyedContainer() }
    func superEncoder() -> any Encoder { part() }

    private func part() -> JSONValueEncoder {
        let part = JSONValueEncoder(codingPath: codingPath)
        encoder.elements?.append(.open(part))
        return part
    }
}
