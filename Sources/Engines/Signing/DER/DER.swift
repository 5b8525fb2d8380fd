import Kernel

/// The distinguished encoding of ASN.1 (X.690, GB/T 16263.1): each value is a tag, a length and the content.
public enum DER {
    /// The identifier octet: class, form and a number up to 30. Larger numbers are not used by the standards we follow.
    public struct Tag: Hashable, Sendable {
        let octet: UInt8

        public static let boolean = Tag(octet: 0x01), integer = Tag(octet: 0x02), bitString = Tag(octet: 0x03)
        public static let octetString = Tag(octet: 0x04), null = Tag(octet: 0x05), oid = Tag(octet: 0x06)
        public static let utf8String = Tag(octet: 0x0C), printableString = Tag(octet: 0x13), ia5String = Tag(octet: 0x16)
        public static let generalizedTime = Tag(octet: 0x18), sequence = Tag(octet: 0x30), set = Tag(octet: 0x31)

        /// `[number] EXPLICIT`: a wrapper around a value that keeps its own tag.
        public static func explicit(_ number: UInt8) -> Tag { Tag(octet: 0xA0 | number & 0x1F) }
        /// `[number] IMPLICIT`: stands in place of the tag of a value that is not constructed.
        public static func implicit(_ number: UInt8) -> Tag { Tag(octet: 0x80 | number & 0x1F) }

        var isConstructed: Bool { octet & 0x20 != 0 }
    }

    /// A value as it lies in the bytes it was read from.
    public struct Element: Sendable {
        public let tag: Tag
        public let content: ArraySlice<UInt8>
        /// Tag, length and content: what a signature covers.
        public let encoded: ArraySlice<UInt8>
        let depth: Int

        /// What is inside of a constructed value.
        public func opened() throws -> Reader {
            guard tag.isConstructed else { throw Problem.malformed("tag \(tag.octet) holds no values") }
            return try Reader(content, depth: depth + 1)
        }
    }

    /// Values nested deeper than this are refused.
    public static let depthLimit = 32
    /// Inputs longer than this are refused: 16 MiB.
    public static let lengthLimit = 1 << 24
}
