extension JSON {
    /// The value as one line of JSON, names in order, so that the same value is always the same text.
    public var encoded: String { String(decoding: encodedBytes, as: UTF8.self) }

    public var encodedBytes: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }
}

private struct JSONWriter {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(256) }

    mutating func write(_ value: JSON) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let value): write(value)
        case .decimal(let value): bytes += value.description.utf8
        case .string(let value): write(value)
        case .array(let elements):
            list(elements, open: "[", close: "]") { $0.write($1) }
        case .object(let members):
            list(members.sorted { $0.key < $1.key }, open: "{", close: "}") { writer, member in
                writer.write(member.key)
                writer.bytes.append(UInt8(ascii: ":"))
                writer.write(member.value)
            }
        }
    }

    private mutating func list<Element>(
        _ elements: [Element], open: Unicode.Scalar, close: Unicode.Scalar, _ each: (inout JSONWriter, Element) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            each(&self, element)
        }
        bytes.append(UInt8(ascii: close))
    }

    /// What is not a number or is infinite can't be read, so it only comes of arithmetic; JSON has no word for it but null.
    private mutating func write(_ value: Double) {
        guard value.isFinite else { return write(.null) }
        let isWhole = value == value.rounded() && value.magnitude <= Double(1 << 53)
        bytes += (isWhole ? Int64(value).description : value.description).utf8
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += "\\n".utf8
            case 0x0D: bytes += "\\r".utf8
            case 0x09: bytes += "\\t".utf8
            case ..<0x20: bytes += "\\u00\([byte].hex)".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
