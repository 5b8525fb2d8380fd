/// What a certified key may be used for (RFC 5280 4.2.1.3), in the bits OpenSSL gives them.
public struct KeyUsage: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let digitalSignature = KeyUsage(rawValue: 0x80)
    public static let nonRepudiation = KeyUsage(rawValue: 0x40)
    public static let certificateSigning = KeyUsage(rawValue: 0x04)
    public static let revocationListSigning = KeyUsage(rawValue: 0x02)

    /// What makers and users of seals need.
    public static let signing: KeyUsage = [.digitalSignature, .nonRepudiation]

    /// As OpenSSL's configuration language writes it.
    var configuration: String {
        let words: [(KeyUsage, String)] = [(.digitalSignature, "digitalSignature"), (.nonRepudiation, "nonRepudiation"),
                                           (.certificateSigning, "keyCertSign"), (.revocationListSigning, "cRLSign")]
        return words.filter { contains($0.0) }.map(\.1).joined(separator: ",")
    }
}
