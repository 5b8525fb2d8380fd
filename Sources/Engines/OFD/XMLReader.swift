import Kernel

/// Reads the XML of an OFD document: UTF-8, no document type, no entities but the five that XML itself knows.
/// What it does not understand it refuses, so that what was checked is what was read.
struct XMLReader {
    /// Throws `ofd.malformed`.
    static func read(_ bytes: [UInt8]) throws(Problem) -> XMLElement {
        guard bytes.count <= sizeLimit, String(validating: bytes, as: UTF8.self) != nil else {
            throw Problem.malformed("XML that is no UTF-8, or too much")
        }
        var reader = XMLReader(bytes)
        return try reader.document()
    }

    private static let sizeLimit = 8 << 20
    private static let depthLimit = 64
    private static let elementLimit = 500_000
    private static let attributeLimit = 64

    private let bytes: [UInt8]
    private var position = 0
    private var elements = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    private mutating func document() throws(Problem) -> XMLElement {
        try skipMiscellany()
        guard take("<") else { throw fault("no element") }
        let root = try element(depth: 0)
        try skipMiscellany()
        guard position == bytes.count else { throw fault("something after the end") }
        return root
    }

    /// After the opening angle bracket.
    private mutating func element(depth: Int) throws(Problem) -> XMLElement {
        elements += 1
        guard depth < Self.depthLimit, elements < Self.elementLimit else { throw fault("too deep or too much") }
        let tag = try name()
        var element = XMLElement(name: Self.local(tag))
        element.attributes = try attributes()
        if take("/>") { return element }
        guard take(">") else { throw fault("a tag without end") }
        try content(of: &element, depth: depth)
        guard try name() == tag else { throw fault("\(tag) closed by another") }
        skipSpace()
        guard take(">") else { throw fault("a tag without end") }
        return element
    }

    /// Up to and with the `</` of the closing tag.
    private mutating func content(of element: inout XMLElement, depth: Int) throws(Problem) {
        var text: [UInt8] = []
        while true {
            if take("</") { break }
            if take("<!--") { try skip(past: "-->"); continue }
            if take("<![CDATA[") { text += try skip(past: "]]>"); continue }
            if take("<?") { try skip(past: "?>"); continue }
            if take("<") { element.children.append(try self.element(depth: depth + 1)); continue }
            text += try characters(until: "<")
        }
        element.text = String(decoding: text, as: UTF8.self)
    }

    private mutating func attributes() throws(Problem) -> [String: String] {
        var attributes: [String: String] = [:]
        while true {
            let spaced = skipSpace()
            guard let next = peek, next != UInt8(ascii: ">"), next != UInt8(ascii: "/") else { return attributes }
            let name = try name()
            skipSpace()
            guard spaced, attributes.count < Self.attributeLimit, take("=") else { throw fault("attributes") }
            skipSpace()
            let quote = Unicode.Scalar(peek ?? 0)
            guard take("\"") || take("'") else { throw fault("an attribute without quotes") }
            let value = try characters(until: quote)
            position += 1
            guard attributes.updateValue(String(decoding: value, as: UTF8.self), forKey: Self.local(name)) == nil else {
                throw fault("\(name) twice")
            }
        }
    }

    /// Text with its references resolved; stops before `end`.
    private mutating func characters(until end: Unicode.Scalar) throws(Problem) -> [UInt8] {
        var text: [UInt8] = []
        while let byte = peek {
            if byte == UInt8(ascii: end) { return text }
            position += 1
            switch byte {
            case UInt8(ascii: "&"): text += try reference()
            case UInt8(ascii: "<"): throw fault("< in an attribute")
            case 0..<9, 11, 12, 14..<32: throw fault("a control character")
            default: text.append(byte)
            }
        }
        throw fault("an early end")
    }

    /// After the ampersand.
    private mutating func reference() throws(Problem) -> [UInt8] {
        let name = try skip(past: ";", within: 12)
        if let known = Self.entities[String(decoding: name, as: UTF8.self)] { return [known] }
        guard name.first == UInt8(ascii: "#") else { throw fault("an unknown entity") }
        let isHexadecimal = name.dropFirst().first == UInt8(ascii: "x")
        let digits = String(decoding: name.dropFirst(isHexadecimal ? 2 : 1), as: UTF8.self)
        guard digits.first?.isHexDigit == true, let value = UInt32(digits, radix: isHexadecimal ? 16 : 10),
              value >= 32 || [9, 10, 13].contains(value), value & 0xFFFE != 0xFFFE, let scalar = Unicode.Scalar(value) else {
            throw fault("a character reference")
        }
        return Array(String(Character(scalar)).utf8)
    }

    /// Before and after the root: the declaration, comments, instructions. A document type would be `<!DOCTYPE`: refused.
    private mutating func skipMiscellany() throws(Problem) {
        while true {
            skipSpace()
            if take("<?") {
                let instruction = String(decoding: try skip(past: "?>"), as: UTF8.self).lowercased()
                guard !instruction.hasPrefix("xml ") || !instruction.contains("encoding") || instruction.contains("utf-8") else {
                    throw fault("an encoding other than UTF-8")
                }
            } else if take("<!--") {
                try skip(past: "-->")
            } else {
                return
            }
        }
    }

    private mutating func name() throws(Problem) -> String {
        let start = position
        while let byte = peek, Self.isNameByte(byte) { position += 1 }
        guard position > start, position - start <= 255 else { throw fault("a name") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), 0x80...: true
        default: false
        }
    }

    private static func local(_ name: String) -> String {
        name.hasPrefix("xmlns") ? name : name.split(separator: ":").last.map(String.init) ?? name
    }

    private static let entities: [String: UInt8] = [
        "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "amp": UInt8(ascii: "&"), "quot": UInt8(ascii: "\""), "apos": UInt8(ascii: "'"),
    ]

    // MARK: - Steps

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ mark: StaticString) -> Bool {
        let length = mark.utf8CodeUnitCount
        guard bytes.count - position >= length else { return false }
        for index in 0..<length where bytes[position + index] != mark.utf8Start[index] { return false }
        position += length
        return true
    }

    @discardableResult private mutating func skipSpace() -> Bool {
        let start = position
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
        return position > start
    }

    /// What stands before the mark; goes on after it.
    @discardableResult private mutating func skip(past mark: StaticString, within limit: Int = .max) throws(Problem) -> [UInt8] {
        let start = position
        while position < bytes.count, position - start < limit {
            let here = position
            if take(mark) { return Array(bytes[start..<here]) }
            position += 1
        }
        throw fault("an early end")
    }

    private func fault(_ reason: String) -> Problem { Problem.malformed("\(reason) at byte \(position) of XML") }
}
