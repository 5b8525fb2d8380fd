import Kernel

/// Who may use a seal.
///
///     SES_CertList ::= CHOICE {
///       certs         SEQUENCE OF OCTET STRING,     -- certListType 1
///       certDigestList SEQUENCE OF CertDigestObj }  -- certListType 2
///     CertDigestObj ::= SEQUENCE { type PrintableString, value OCTET STRING }
public enum SealSigners: Hashable, Sendable {
    /// The certificates themselves, DER.
    case certificates([[UInt8]])
    /// Their digests.
    case digests([CertificateDigest])

    public struct CertificateDigest: Hashable, Sendable {
        /// The name or the OID of the hash.
        public let type: String
        public let value: [UInt8]

        public init(_ certificate: Certificate) { (type, value) = (OID.sm3.description, SM3.hash(certificate.der).bytes) }

        var isSM3: Bool { type == "SM3" || type == OID.sm3.description }

        init(type: String, value: [UInt8]) { (self.type, self.value) = (type, value) }
    }

    /// Whether the certificate is in the list, byte for byte or by its SM3 digest (GM/T 0031 6.2.2).
    public func contains(_ certificate: Certificate) -> Bool {
        switch self {
        case .certificates(let list): list.contains(certificate.der)
        case .digests(let list): list.contains { $0.isSM3 && $0.value == SM3.hash(certificate.der).bytes }
        }
    }

    var listType: Int {
        switch self {
        case .certificates: 1
        case .digests: 2
        }
    }

    init(reading reader: inout DER.Reader, listType: Int) throws {
        switch listType {
        case 1: self = .certificates(try reader.sequence { try $0.octetString() })
        case 2: self = .digests(try reader.sequence(of: Self.digest))
        default: throw Problem.malformed("certListType \(listType)")
        }
    }

    func write(to writer: inout DER.Writer) {
        writer.sequence { list in
            switch self {
            case .certificates(let certificates):
                for certificate in certificates { list.octetString(certificate) }
            case .digests(let digests):
                for digest in digests {
                    list.sequence { $0.printableString(digest.type); $0.octetString(digest.value) }
                }
            }
        }
    }

    private static func digest(_ list: inout DER.Reader) throws -> CertificateDigest {
        var fields = try list.sequence()
        let digest = CertificateDigest(type: try fields.printableString(), value: try fields.octetString())
        try fields.finish()
        return digest
    }
}
