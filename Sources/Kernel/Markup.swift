/// A text as HTML, between tags and within quoted attributes: the five characters that mean something there are written as references.
///
/// The one place that does so. It looks at bytes, as a browser does: for `Character` a `<` before a combining mark is another letter
/// than `<`, and would stay.
public func escapeHTML(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        case UInt8(ascii: "'"): bytes += "&#39;".utf8
        default: bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// How text is written in XML 1.0.
public enum XMLText {
    public enum Place: Sendable { case content, attribute }

    /// Appends the text so that reading gives it back, the ends of lines included. Characters that XML can't carry (controls,
    /// U+FFFE, U+FFFF: `Char`, 2.2) are left out.
    public static func escape(_ text: String, in place: Place, to bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x26: bytes += "&amp;".utf8
            case 0x22 where place == .attribute: bytes += "&quot;".utf8
            case 0x09 where place == .attribute: bytes += "&#9;".utf8
            case 0x0A where place == .attribute: bytes += "&#10;".utf8
            case 0x0D: bytes += "&#13;".utf8
            case 0..<9, 11, 12, 14..<32, 0xFFFE, 0xFFFF: continue
            case 0x20..<0x7F: bytes.append(UInt8(scalar.value))
            default: bytes += scalar.utf8
            }
        }
    }

    public static func escaped(_ text: String, in place: Place = .attribute) -> String {
        var bytes: [UInt8] = []
        escape(text, in: place, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
