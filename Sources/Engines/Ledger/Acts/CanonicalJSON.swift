import Kernel

/// Writes JSON in its one canonical form (RFC 8785): sorted names, no spaces, UTF-8, only the escapes that must be.
/// Written by hand, since it runs several times in every command.
struct CanonicalJSON {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Puts in JSON that is canonical already.
    mutating func raw(_ json: some StringProtocol) { bytes.append(contentsOf: json.utf8) }

    /// An object of texts. Names are sorted by UTF-16 units, as the standard wants.
    mutating func object(_ fields: [String: String]) {
        var separator = UInt8(ascii: "{")
        for (name, value) in fields.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }) {
            bytes.append(separator)
            string(name)
            bytes.append(UInt8(ascii: ":"))
            string(value)
            separator = UInt8(ascii: ",")
        }
        if fields.isEmpty { bytes.append(separator) }
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func string(_ text: String) {
        bytes.append(quote)
        for byte in text.utf8 {
            if byte >= 0x20, byte != quote, byte != backslash { bytes.append(byte) } else { escape(byte) }
        }
        bytes.append(quote)
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(backslash)
        if let letter = shortEscapes[byte] {
            bytes.append(letter)
        } else {
            raw("u00")
            raw([byte].hex)
        }
    }
}

/// Reads an object of texts that `CanonicalJSON` wrote; `nil` for anything else.
struct CanonicalObject {
    private var rest: ArraySlice<UInt8>

    /// The fields of `{"name":"value",...}`.
    static func read(_ json: String) -> [String: String]? {
        var reader = CanonicalObject(rest: Array(json.utf8)[...])
        return reader.object()
    }

    private mutating func object() -> [String: String]? {
        guard take("{") else { return nil }
        var fields: [String: String] = [:]
        if take("}") { return rest.isEmpty ? fields : nil }
        repeat {
            guard let name = string(), take(":"), let value = string(), fields.updateValue(value, forKey: name) == nil else { return nil }
        } while take(",")
        return take("}") && rest.isEmpty ? fields : nil
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var text = plain()
        while take("\\") {
            guard let byte = escaped() else { return nil }
            text.append(byte)
            text += plain()
        }
        return take("\"") ? String(validating: text, as: UTF8.self) : nil
    }

    /// What stands before the next quote or escape: mostly the whole text, so it is taken at once.
    private mutating func plain() -> ArraySlice<UInt8> {
        let stretch = rest.prefix { $0 != quote && $0 != backslash }
        rest = rest[stretch.endIndex...]
        return stretch
    }

    private mutating func escaped() -> UInt8? {
        guard let letter = rest.popFirst() else { return nil }
        guard letter == UInt8(ascii: "u") else { return shortEscapes.first { $0.value == letter }?.key }
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { $0 < 0x20 ? UInt8($0) : nil }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: byte) else { return false }
        rest.removeFirst()
        return true
    }
}

private let quote = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")

/// Bytes that have a short escape, and its letter.
private let shortEscapes: [UInt8: UInt8] = [
    0x08: UInt8(ascii: "b"), 0x09: UInt8(ascii: "t"), 0x0A: UInt8(ascii: "n"), 0x0C: UInt8(ascii: "f"), 0x0D: UInt8(ascii: "r"),
    quote: quote, backslash: backslash,
]
