import Kernel

extension DER {
    /// Reads values one after another, in the order of the schema. Every call throws `signing.malformed` when the next value
    /// is not what was asked for; no input can make it trap or read far.
    public struct Reader: Sendable {
        private var rest: ArraySlice<UInt8>
        private let depth: Int

        public init(_ bytes: [UInt8]) throws { try self.init(bytes[...], depth: 0) }

        init(_ bytes: ArraySlice<UInt8>, depth: Int) throws {
            guard bytes.count <= DER.lengthLimit else { throw Problem.malformed("longer than \(DER.lengthLimit) bytes") }
            guard depth <= DER.depthLimit else { throw Problem.malformed("nested deeper than \(DER.depthLimit)") }
            (rest, self.depth) = (bytes, depth)
        }

        public var isAtEnd: Bool { rest.isEmpty }
        public var nextTag: Tag? { rest.first.map(Tag.init(octet:)) }

        /// Call after the last value of the schema: more bytes are an error.
        public func finish() throws {
            guard isAtEnd else { throw Problem.malformed("\(rest.count) bytes too many") }
        }

        /// The next value, whatever it is.
        public mutating func element() throws -> Element {
            let whole = rest
            let tag = Tag(octet: try byte())
            guard tag.octet & 0x1F != 0x1F else { throw Problem.malformed("a tag of several bytes") }
            let count = try length()
            guard count <= rest.count else { throw Problem.malformed("\(count) bytes announced, \(rest.count) left") }
            let content = rest.prefix(count)
            rest = rest.dropFirst(count)
            return Element(tag: tag, content: content, encoded: whole.prefix(upTo: content.endIndex), depth: depth)
        }

        /// The next value, which must have that tag.
        public mutating func element(_ tag: Tag) throws -> Element {
            let next = try element()
            guard next.tag == tag else { throw Problem.malformed("tag \(tag.octet) expected, found \(next.tag.octet)") }
            return next
        }

        /// The next value when it has that tag: OPTIONAL in the schema.
        public mutating func optional(_ tag: Tag) throws -> Element? { nextTag == tag ? try element() : nil }

        private mutating func byte() throws -> UInt8 {
            guard let byte = rest.popFirst() else { throw Problem.malformed("ends too soon") }
            return byte
        }

        /// A definite length in its shortest form, as DER demands.
        private mutating func length() throws -> Int {
            let first = try byte()
            guard first >= 0x80 else { return Int(first) }
            guard (0x81...0x84).contains(first) else { throw Problem.malformed("an indefinite or absurd length") }
            var length = 0
            for _ in 0..<(first & 0x7F) { length = length << 8 | Int(try byte()) }
            let shortest = length < 0x80 ? 0 : (64 - length.leadingZeroBitCount + 7) / 8
            guard shortest == first & 0x7F else { throw Problem.malformed("a length not in its shortest form") }
            return length
        }
    }
}
