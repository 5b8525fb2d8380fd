import Kernel

/// The kinds of value. Each may be read under another tag, for `[n] IMPLICIT`.
extension DER.Reader {
    public mutating func sequence() throws -> DER.Reader { try element(.sequence).opened() }

    /// The value inside `[number] EXPLICIT`, or `nil` when it is left out.
    public mutating func explicit(_ number: UInt8) throws -> DER.Reader? { try optional(.explicit(number))?.opened() }

    /// SEQUENCE OF: every element is read by the same rule.
    public mutating func sequence<Value>(of read: (inout DER.Reader) throws -> Value) throws -> [Value] {
        var items = try sequence(), values: [Value] = []
        while !items.isAtEnd { values.append(try read(&items)) }
        return values
    }

    public mutating func boolean(as tag: DER.Tag = .boolean) throws -> Bool {
        switch try Array(element(tag).content) {
        case [0x00]: false
        case [0xFF]: true
        default: throw Problem.malformed("a boolean is 00 or FF")
        }
    }

    /// An INTEGER that fits in 64 bits.
    public mutating func integer(as tag: DER.Tag = .integer) throws -> Int {
        let bytes = try integerBytes(as: tag)
        guard bytes.count <= 8 else { throw Problem.malformed("an integer of \(bytes.count) bytes") }
        let sign: Int = bytes[0] & 0x80 == 0 ? 0 : -1
        return bytes.reduce(sign) { $0 << 8 | Int($1) }
    }

    /// An INTEGER of any size, as the two's complement it is written in.
    public mutating func integerBytes(as tag: DER.Tag = .integer) throws -> [UInt8] {
        let bytes = try Array(element(tag).content)
        guard let first = bytes.first else { throw Problem.malformed("an integer without bytes") }
        guard bytes.count == 1 || !(first == 0 && bytes[1] < 0x80) && !(first == 0xFF && bytes[1] >= 0x80) else {
            throw Problem.malformed("an integer not in its shortest form")
        }
        return bytes
    }

    public mutating func oid(as tag: DER.Tag = .oid) throws -> OID {
        guard let oid = try OID(content: element(tag).content) else { throw Problem.malformed("not an object identifier") }
        return oid
    }

    public mutating func octetString(as tag: DER.Tag = .octetString) throws -> [UInt8] { try Array(element(tag).content) }

    /// A BIT STRING of whole bytes, the only kind our standards use.
    public mutating func bitString(as tag: DER.Tag = .bitString) throws -> [UInt8] {
        let content = try element(tag).content
        guard content.first == 0 else { throw Problem.malformed("a bit string not of whole bytes") }
        return Array(content.dropFirst())
    }

    public mutating func utf8String(as tag: DER.Tag = .utf8String) throws -> String {
        guard let text = try String(validating: element(tag).content, as: UTF8.self) else { throw Problem.malformed("not UTF-8") }
        return text
    }

    public mutating func ia5String(as tag: DER.Tag = .ia5String) throws -> String {
        try ascii(tag) { $0 < 0x80 }
    }

    public mutating func printableString(as tag: DER.Tag = .printableString) throws -> String {
        try ascii(tag, where: DER.isPrintable)
    }

    private mutating func ascii(_ tag: DER.Tag, where isAllowed: (UInt8) -> Bool) throws -> String {
        let content = try element(tag).content
        guard content.allSatisfy(isAllowed) else { throw Problem.malformed("a letter outside of the alphabet") }
        return String(decoding: content, as: UTF8.self)
    }

    /// `YYYYMMDDhhmmssZ`, or with a fraction of a second after a point.
    public mutating func generalizedTime(as tag: DER.Tag = .generalizedTime) throws -> Timestamp {
        guard let time = try DER.time(element(tag).content) else { throw Problem.malformed("not a time in UTC") }
        return time
    }
}

extension DER {
    /// A–Z a–z 0–9 space ' ( ) + , - . / : = ?
    static func isPrintable(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3D, 0x3F: true
        default: false
        }
    }
}
