import Kernel

/// The path when it leads to a page of ours; else the front page. An address elsewhere, in any disguise that browsers
/// accept (`//host`, `/\host`, a scheme, control characters), is never followed. What stands in the header is ASCII: other letters
/// are written `%XX`.
public func safeReturn(_ path: String?, otherwise: String = "/") -> String {
    guard let path, path.begins(with: "/"), !path.begins(with: "//"), path.utf8.count <= 2000,
          path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return otherwise }
    return path.utf8.allSatisfy { $0 < 0x80 } ? path : path.utf8.map { $0 < 0x80 ? String(Unicode.Scalar($0)) : percent($0) }.joined()
}

/// A text as part of a query: everything but letters, digits and `-._~` is written `%XX`.
public func percentEncoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
             UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes += percent(byte).utf8
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func percent(_ byte: UInt8) -> String { "%\([byte].hex.asciiUppercased)" }

/// The text behind `%XX`, or `nil` when it is malformed or not UTF-8. With `plus`, a plus sign is a space, as in forms.
public func percentDecoded(_ text: some StringProtocol, plus: Bool = false) -> String? {
    var bytes: [UInt8] = [], source = text.utf8.makeIterator()
    bytes.reserveCapacity(text.utf8.count)
    while let byte = source.next() {
        switch byte {
        case UInt8(ascii: "%"):
            guard let high = source.next(), let low = source.next(),
                  let decoded = [UInt8](hex: String(decoding: [high, low], as: UTF8.self)) else { return nil }
            bytes += decoded
        case UInt8(ascii: "+") where plus: bytes.append(0x20)
        default: bytes.append(byte)
        }
    }
    return String(validating: bytes, as: UTF8.self)
}
