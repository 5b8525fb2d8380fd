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

    public init(reason: Reason, offset: Int) { (self.reason, self.offset) = (reason, offset) }

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
