import Kernel

/// An electronic seal (电子印章), GB/T 38540-2020.
///
///     SESeal ::= SEQUENCE {
///       eSealInfo   SES_SealInfo,
///       cert        OCTET STRING,        -- the seal maker's certificate
///       signAlgID   OBJECT IDENTIFIER,   -- SM2 with SM3
///       signedValue BIT STRING }
///
/// Keeps the bytes it was read from: a seal is copied into each stamp byte for byte and never encoded anew.
public struct ElectronicSeal: DERValue, Hashable {
    public let info: SealInfo
    /// The seal maker's (制章者).
    public let makerCertificate: Certificate
    public let algorithm: OID
    public let signedValue: [UInt8]

    private let encodedInfo: [UInt8]
    private let encoded: [UInt8]

    public init(reading reader: inout DER.Reader) throws {
        let seal = try reader.element(.sequence)
        encoded = Array(seal.encoded)
        var fields = try seal.opened()
        encodedInfo = try Array(fields.element(.sequence).encoded)
        info = try SealInfo(der: encodedInfo)
        makerCertificate = try Certificate(der: fields.octetString())
        algorithm = try fields.oid()
        signedValue = try fields.bitString()
        try fields.finish()
    }

    public func write(to writer: inout DER.Writer) { writer.encoded(encoded) }

    private init(_ info: SealInfo, _ maker: Certificate, signedValue: [UInt8]) throws {
        try self.init(der: DER.encode { seal in
            seal.sequence {
                $0.value(info)
                $0.octetString(maker.der)
                $0.oid(.sm2WithSM3)
                $0.bitString(signedValue)
            }
        })
    }
}

extension ElectronicSeal {
    /// Makes a seal: the maker signs DER(eSealInfo). Throws `seal.period` when the seal's dates are out of order and
    /// `seal.maker` when the maker's certificate is not valid on the day of making or not meant for making seals.
    public static func make(_ info: SealInfo, by maker: SigningIdentity) throws -> ElectronicSeal {
        guard info.property.validFrom < info.property.validUntil else { throw Problem("seal.period", .invalid) }
        let certificate = maker.certificate
        guard certificate.isValid(at: info.property.createdAt), certificate.usage.contains(.digitalSignature),
              certificate.isMarked(for: .makingSeals) else {
            throw Problem("seal.maker", .conflict)
        }
        return try ElectronicSeal(info, maker.certificate, signedValue: maker.key.sign(info.der))
    }

    /// Verifies as GM/T 0031 6.1.2 orders: maker's signature, maker's certificate, period of validity, all as of the instant; and
    /// whether the seal was still in use. The checks: `seal.signature`, `maker.chain`, `maker.usage`, `maker.validity`,
    /// `maker.revocation`, `maker.purpose`, `seal.period`, `seal.withdrawal`.
    public func verify(at instant: Timestamp, trusting trust: Trust) -> [Check] {
        [Check("seal.signature", isSignedByMaker)]
            + trust.checks(of: makerCertificate, as: "maker", at: instant)
            + [Check("maker.purpose", trust.mayMakeSeals(makerCertificate, at: info.property.createdAt)),
               Check("seal.period", info.property.isValid(at: instant)),
               Check("seal.withdrawal", trust.withdrawal(of: self).map { instant < $0 } ?? true)]
    }

    /// The signature covers the seal's information; some makers follow GM/T 0031-2014 and sign the certificate and the
    /// algorithm along with it.
    private var isSignedByMaker: Bool {
        let olderForm = DER.encode { writer in
            writer.sequence {
                $0.encoded(encodedInfo)
                $0.octetString(makerCertificate.der)
                $0.oid(algorithm)
            }
        }
        return algorithm == .sm2WithSM3 && [encodedInfo, olderForm].contains { makerCertificate.publicKey.verify(signedValue, for: $0) }
    }
}
