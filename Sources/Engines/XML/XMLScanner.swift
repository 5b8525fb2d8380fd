import Kernel

/// Walks over the bytes of a document: names, quoted values, text with its references resolved, remarks.
struct XMLScanner {
    private let bytes: [UInt8]
    private var position = 0
    /// How many lines end before `counted`: asked for in order, so that counting costs one walk in all.
    private var lines = 0
    private var counted = 0

    /// A name as it was written. At most one colon, and something on both sides of it.
    struct Name: Equatable, CustomStringConvertible {
        let prefix: String
        let local: String
        var description: String { prefix.isEmpty ? local : "\(prefix):\(local)" }
    }

    init(_ bytes: [UInt8]) throws(Problem) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem("xml.encoding", .invalid, ["line": "1"], reason: "not UTF-8")
        }
        self.bytes = bytes
        if let place = bytes.indices.first(where: { Self.isForbidden(bytes, at: $0) }) {
            position = place
            throw fault("a control character")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// Control characters, U+FFFE and U+FFFF (XML 1.0, 2.2).
    private static func isForbidden(_ bytes: [UInt8], at place: Int) -> Bool {
        switch bytes[place] {
        case 0..<9, 11, 12, 14..<32: true
        case 0xEF: bytes[place + 1] == 0xBF && bytes[place + 2] >= 0xBE
        default: false
        }
    }

    // MARK: - Where it stands

    var isAtEnd: Bool { position == bytes.count }
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    var line: Int {
        mutating get {
            for byte in bytes[counted..<position] where byte == UInt8(ascii: "\n") { lines += 1 }
            counted = position
            return lines + 1
        }
    }

    func fault(_ reason: String, _ code: String = "xml.malformed", _ arguments: [String: String] = [:]) -> Problem {
        let line = bytes[..<position].count { $0 == UInt8(ascii: "\n") } + 1
        let all = arguments.merging(["line": "\(line)"]) { $1 }
        return Problem(code, code == "xml.limits" ? .tooLarge : .invalid, all, reason: "\(reason) on line \(line), byte \(position) of XML")
    }

    // MARK: - Steps

    mutating func take(_ mark: StaticString) -> Bool {
        let length = mark.utf8CodeUnitCount
        guard bytes.count - position >= length else { return false }
        for index in 0..<length where bytes[position + index] != mark.utf8Start[index] { return false }
        position += length
        return true
    }

    @discardableResult mutating func skipSpace() -> Bool {
        let start = position
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
        return position > start
    }

    mutating func name() throws(Problem) -> Name {
        let start = position
        while let byte = peek, Self.isNameByte(byte) { position += 1 }
        let parts = bytes[start..<position].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard position - start <= 255, parts.count <= 2, parts.allSatisfy({ $0.first.map(Self.canBegin) ?? false }) else {
            throw fault("a name")
        }
        let words = parts.map { String(decoding: $0, as: UTF8.self) }
        return Name(prefix: words.count == 2 ? words[0] : "", local: words[words.count - 1])
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: canBegin(byte)
        }
    }

    private static func canBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }

    /// What stands before the mark; goes on after it.
    mutating func skip(past mark: StaticString, within limit: Int = .max) throws(Problem) -> ArraySlice<UInt8> {
        let start = position
        while position < bytes.count, position - start < limit {
            let here = position
            if take(mark) { return bytes[start..<here] }
            position += 1
        }
        throw fault("an early end")
    }

    // MARK: - Text

    mutating func quoted() throws(Problem) -> String {
        let quote = Unicode.Scalar(peek ?? 0)
        guard take("\"") || take("'") else { throw fault("an attribute without quotes") }
        let value = try characters(until: quote)
        position += 1
        return String(decoding: value, as: UTF8.self)
    }

    /// Text with its references resolved; stops before `end`. A line ends in one line feed, and white space in an attribute's value
    /// is a blank (XML 1.0, 2.11 and 3.3.3), unless it was written as a reference.
    mutating func characters(until end: Unicode.Scalar) throws(Problem) -> [UInt8] {
        let isValue = end != "<"
        var text: [UInt8] = []
        while let byte = peek {
            if byte == UInt8(ascii: end) { return text }
            if !isValue, take("]]>") { throw fault("]]> in a text") }
            position += 1
            switch byte {
            case UInt8(ascii: "&"): text += try reference()
            case UInt8(ascii: "<"): throw fault("< in an attribute")
            case 0x0D where peek == 0x0A: continue
            case 0x09, 0x0A, 0x0D: text.append(isValue ? 0x20 : byte == 0x0D ? 0x0A : byte)
            default: text.append(byte)
            }
        }
        throw fault("an early end")
    }

    /// After the ampersand.
    private mutating func reference() throws(Problem) -> [UInt8] {
        guard let name = try? skip(past: ";", within: 12) else { throw fault("& without a reference", "xml.entity") }
        if let known = Self.entities[String(decoding: name, as: UTF8.self)] { return [known] }
        guard name.first == UInt8(ascii: "#") else { throw fault("an unknown entity", "xml.entity") }
        let isHexadecimal = name.dropFirst().first == UInt8(ascii: "x")
        let digits = String(decoding: name.dropFirst(isHexadecimal ? 2 : 1), as: UTF8.self)
        guard digits.unicodeScalars.first?.properties.isASCIIHexDigit == true, let value = UInt32(digits, radix: isHexadecimal ? 16 : 10),
              value >= 32 || [9, 10, 13].contains(value), value & 0xFFFE != 0xFFFE, let scalar = Unicode.Scalar(value) else {
            throw fault("a character reference", "xml.entity")
        }
        return Array(scalar.utf8)
    }

    private static let entities: [String: UInt8] = [
        "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "amp": UInt8(ascii: "&"), "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"),
    ]

    // MARK: - Remarks

    /// After `<![CDATA[`.
    mutating func characterData() throws(Problem) -> [UInt8] { Self.withPlainLines(try skip(past: "]]>")) }

    /// After `<!--`.
    mutating func comment() throws(Problem) -> String {
        let text = try skip(past: "--")
        guard take(">") else { throw fault("-- in a comment") }
        return String(decoding: Self.withPlainLines(text), as: UTF8.self)
    }

    /// After `<?`. A declaration of XML stands at the very beginning or nowhere.
    mutating func instruction() throws(Problem) -> String {
        let text = String(decoding: Self.withPlainLines(try skip(past: "?>")), as: UTF8.self)
        let target = String(text.unicodeScalars.prefix { !$0.properties.isWhitespace })
        guard !target.isEmpty, target.asciiLowercased != "xml" else { throw fault("an instruction") }
        return text
    }

    /// `<?xml …?>`, if it is there.
    mutating func declaration() throws(Problem) {
        guard take("<?xml ") else { return }
        let text = String(decoding: try skip(past: "?>"), as: UTF8.self).asciiLowercased
        guard !text.contains(bytesOf: "encoding") || text.contains(bytesOf: "utf-8") else {
            throw fault("an encoding other than UTF-8", "xml.encoding")
        }
    }

    private static func withPlainLines(_ text: ArraySlice<UInt8>) -> [UInt8] {
        guard text.contains(0x0D) else { return Array(text) }
        return text.indices.compactMap { place in
            guard text[place] == 0x0D else { return text[place] }
            return place + 1 < text.endIndex && text[place + 1] == 0x0A ? nil : 0x0A
        }
    }
}
