/// What a text may cost to read.
public struct JSONLimits: Sendable {
    /// Bytes of the whole text; objects and lists within each other; characters of one number.
    public var size = 64 << 20, depth = 256, numberLength = 1000
    /// Whether the last of two members of one name counts, as many programs have it. RFC 8259 leaves it open; what is signed and
    /// kept for years may not be open, so by itself such a text is refused.
    public var allowsRepeatedNames = false

    public init() {}
}

/// Why a text is not JSON, and at which byte. The text itself is left out: it may be personal data.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: String, Sendable {
        case tooLarge = "the text is too large", tooDeep = "too many values lie within each other"
        case end = "the text ends too early", surplus = "something follows the value", unexpected = "unexpected character"
        case number = "not a number of JSON", numberTooLong = "the number has too many digits", escape = "unknown escape"
        case surrogate = "half a surrogate pair", encoding = "not UTF-8", control = "control character in a text"
        case repeatedName = "a name stands twice in one object"
    }

    public let reason: Reason
    public let offset: Int

    public var description: String { "\(reason.rawValue) (at byte \(offset))" }
}

extension JSON {
    /// Reads one JSON text (RFC 8259), strictly. Throws ``JSONFault``.
    public init(parsing bytes: some Sequence<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONFault) {
        let result = bytes.withContiguousStorageIfAvailable { JSONReader.read($0, limits) }
            ?? Array(bytes).withUnsafeBufferPointer { JSONReader.read($0, limits) }
        self = try result.get()
    }
}

/// A recursive reader over bytes that stay where they are.
struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let limits: JSONLimits
    private var place = 0
    private var depth = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits) { (self.bytes, self.limits) = (bytes, limits) }

    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits) -> Result<JSON, JSONFault> {
        var reader = JSONReader(bytes, limits)
        do { return .success(try reader.document()) } catch { return .failure(error) }
    }

    /// The whole text. A byte order mark before it is passed over (RFC 8259 §8.1).
    mutating func document() throws(JSONFault) -> JSON {
        guard bytes.count <= limits.size else { throw fault(.tooLarge) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        let value = try value()
        skipBlanks()
        guard place == bytes.count else { throw fault(.surplus) }
        return value
    }

    private mutating func value() throws(JSONFault) -> JSON {
        skipBlanks()
        switch peek {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try nested { (reader) throws(JSONFault) in .object(try reader.object()) }
        case UInt8(ascii: "["): return try nested { (reader) throws(JSONFault) in .array(try reader.array()) }
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault(.end)
        case let byte where byte == UInt8(ascii: "-") || isDigit(byte): return try number()
        default: throw fault(.unexpected)
        }
    }

    private mutating func nested(_ read: (inout JSONReader) throws(JSONFault) -> JSON) throws(JSONFault) -> JSON {
        depth += 1
        guard depth <= limits.depth else { throw fault(.tooDeep) }
        place += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONFault) -> [String: JSON] {
        var members: [String: JSON] = [:]
        skipBlanks()
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw fault(peek == nil ? .end : .unexpected) }
            let start = place
            let name = try string()
            skipBlanks()
            try expect(UInt8(ascii: ":"))
            if members.updateValue(try value(), forKey: name) != nil, !limits.allowsRepeatedNames {
                throw JSONFault(reason: .repeatedName, offset: start)
            }
            skipBlanks()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return members
    }

    private mutating func array() throws(JSONFault) -> [JSON] {
        var elements: [JSON] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return elements }
        repeat {
            elements.append(try value())
            skipBlanks()
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return elements
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
        for offset in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[offset]) }
        return value
    }

    // MARK: - Texts

    private mutating func string() throws(JSONFault) -> String {
        place += 1
        let start = place
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
        if peek == UInt8(ascii: "\"") {
            defer { place += 1 }
            return try text(UnsafeBufferPointer(rebasing: bytes[start..<place]), at: start)
        }
        var unescaped = Array(bytes[start..<place])
        while let byte = peek, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw fault(.control) }
            place += 1
            if byte == UInt8(ascii: "\\") { try escape(&unescaped) } else { unescaped.append(byte) }
        }
        try expect(UInt8(ascii: "\""))
        return try unescaped.withUnsafeBufferPointer { (buffer) throws(JSONFault) in try text(buffer, at: start) }
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONFault) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw JSONFault(reason: .encoding, offset: start) }
        return text
    }

    private mutating func escape(_ text: inout [UInt8]) throws(JSONFault) {
        guard let letter = peek else { throw fault(.end) }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text += String(try scalar()).utf8
        default: throw fault(.escape)
        }
    }

    /// The four digits after `\u`, and the second half of a pair if they are the first.
    private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
        let start = place - 2
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw JSONFault(reason: .surrogate, offset: start) }
        let second = try hexadecimal()
        guard (0xDC00...0xDFFF).contains(second), let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else {
            throw JSONFault(reason: .surrogate, offset: start)
        }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = peek.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else { throw fault(.escape) }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    // MARK: - Numbers

    private mutating func number() throws(JSONFault) -> JSON {
        let start = place
        let isNegative = take(UInt8(ascii: "-"))
        var small = SmallDecimal(isNegative: isNegative)
        let leading = peek
        guard digits({ small.add($0) }) > 0, leading != UInt8(ascii: "0") || !isDigit(peek) else { throw fault(.number) }
        if leading == UInt8(ascii: "0"), place - start > (isNegative ? 2 : 1) { throw fault(.number) }
        if take(UInt8(ascii: ".")), digits({ small.add($0, isFraction: true) }) == 0 { throw fault(.number) }
        if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
            place += 1
            small.isPlain = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits({ _ in }) > 0 else { throw fault(.number) }
        }
        guard place - start <= limits.numberLength else { throw fault(.numberTooLong) }
        if let value = small.double { return .number(value) }
        guard let exact = ExactDecimal(String(decoding: bytes[start..<place], as: UTF8.self)) else { throw fault(.numberTooLong) }
        return JSON(exact)
    }

    private mutating func digits(_ each: (UInt8) -> Void) -> Int {
        let start = place
        while let byte = peek, isDigit(byte) {
            each(byte - UInt8(ascii: "0"))
            place += 1
        }
        return place - start
    }

    private func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false }

    // MARK: - Bytes

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard take(byte) else { throw fault(peek == nil ? .end : .unexpected) }
    }

    private func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason: reason, offset: place) }
}

/// A number of at most fifteen digits without an exponent: its Double is one exact division away.
private struct SmallDecimal {
    let isNegative: Bool
    var isPlain = true
    private var digits: Int64 = 0
    private var count = 0
    private var decimals = 0

    init(isNegative: Bool) { self.isNegative = isNegative }

    mutating func add(_ digit: UInt8, isFraction: Bool = false) {
        count += 1
        if isFraction { decimals += 1 }
        if count <= 15 { digits = digits * 10 + Int64(digit) }
    }

    var double: Double? {
        guard isPlain, count <= 15 else { return nil }
        let value = Double(isNegative ? -digits : digits)
        return decimals == 0 ? value : value / Self.powers[decimals]
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]
}
