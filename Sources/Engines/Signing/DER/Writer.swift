import Kernel

extension DER {
    /// The bytes of what a closure writes.
    public static func encode(_ write: (inout Writer) -> Void) -> [UInt8] {
        var writer = Writer()
        write(&writer)
        return writer.bytes
    }

    /// Writes values one after another, in the order of the schema.
    public struct Writer: Sendable {
        public private(set) var bytes: [UInt8] = []

        public mutating func sequence(_ write: (inout Writer) -> Void) { constructed(.sequence, write) }

        public mutating func explicit(_ number: UInt8, _ write: (inout Writer) -> Void) { constructed(.explicit(number), write) }

        public mutating func constructed(_ tag: Tag, _ write: (inout Writer) -> Void) { element(tag, DER.encode(write)) }

        /// A value that was encoded elsewhere, byte for byte.
        public mutating func encoded(_ value: some Collection<UInt8>) { bytes += value }

        public mutating func boolean(_ value: Bool) { element(.boolean, [value ? 0xFF : 0]) }

        public mutating func integer(_ value: Int) {
            let wide = withUnsafeBytes(of: Int64(value).bigEndian, Array.init)
            let filler: UInt8 = value < 0 ? 0xFF : 0
            let spare = wide.dropLast().prefix { $0 == filler }.count
            let keepsSign = spare == 0 || wide[spare] & 0x80 == filler & 0x80
            element(.integer, wide.dropFirst(keepsSign ? spare : spare - 1))
        }

        /// A number that is not negative, most significant byte first.
        public mutating func integer(magnitude: some Collection<UInt8>) {
            let digits = Array(magnitude.drop { $0 == 0 })
            element(.integer, digits.first.map { $0 < 0x80 } == true ? digits : [0] + digits)
        }

        public mutating func oid(_ oid: OID) { element(.oid, oid.content) }
        public mutating func octetString(_ value: some Collection<UInt8>) { element(.octetString, value) }
        public mutating func bitString(_ value: some Collection<UInt8>) { element(.bitString, [0] + value) }
        public mutating func utf8String(_ text: String) { element(.utf8String, text.utf8) }
        /// Letters outside of ASCII become `?`.
        public mutating func ia5String(_ text: String) { element(.ia5String, text.utf8.map { $0 < 0x80 ? $0 : 0x3F }) }
        /// Letters outside of the alphabet become `?`.
        public mutating func printableString(_ text: String) {
            element(.printableString, text.utf8.map { DER.isPrintable($0) ? $0 : 0x3F })
        }
        /// Whole seconds, in UTC.
        public mutating func generalizedTime(_ time: Timestamp) { element(.generalizedTime, DER.text(time).utf8) }

        /// A value of any tag.
        public mutating func element(_ tag: Tag, _ content: some Collection<UInt8>) {
            bytes.append(tag.octet)
            length(content.count)
            bytes += content
        }

        private mutating func length(_ count: Int) {
            guard count >= 0x80 else { return bytes.append(UInt8(count)) }
            let digits = withUnsafeBytes(of: UInt64(count).bigEndian, Array.init).drop { $0 == 0 }
            bytes.append(0x80 | UInt8(digits.count))
            bytes += digits
        }
    }
}
