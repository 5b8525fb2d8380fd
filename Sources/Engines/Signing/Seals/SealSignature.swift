import Kernel

/// A stamp (电子签章): a seal put on one document by someone entitled to use it, GB/T 38540-2020.
///
///     SES_Signature ::= SEQUENCE {
///       toSign         TBS_Sign,
///       cert           OCTET STRING,        -- the signer's certificate
///       signatureAlgID OBJECT IDENTIFIER,   -- SM2 with SM3
///       signature      BIT STRING,          -- over DER(toSign)
///       timeStamp  [0] EXPLICIT BIT STRING OPTIONAL }
public struct SealSignature: DERValue, Hashable {
    public let content: StampContent
    /// The signer's (签章者).
    public let signerCertificate: Certificate
    public let algorithm: OID
    public let signature: [UInt8]
    /// A time stamp of the signature's value, kept as it came.
    public let timeStamp: [UInt8]?

    private let encodedContent: [UInt8]
    private let encoded: [UInt8]

    public init(reading reader: inout DER.Reader) throws {
        let stamp = try reader.element(.sequence)
        encoded = Array(stamp.encoded)
        var fields = try stamp.opened()
        encodedContent = try Array(fields.element(.sequence).encoded)
        content = try StampContent(der: encodedContent)
        signerCertificate = try Certificate(der: fields.octetString())
        algorithm = try fields.oid()
        signature = try fields.bitString()
        var wrapper = try fields.explicit(0)
        timeStamp = try wrapper?.bitString()
        try wrapper?.finish()
        try fields.finish()
    }

    public func write(to writer: inout DER.Writer) { writer.encoded(encoded) }

    private init(_ content: StampContent, _ signer: Certificate, signature: [UInt8]) throws {
        try self.init(der: DER.encode { stamp in
            stamp.sequence {
                $0.value(content)
                $0.octetString(signer.der)
                $0.oid(.sm2WithSM3)
                $0.bitString(signature)
            }
        })
    }
}

extension SealSignature {
    /// Puts a seal on a document, as GM/T 0031 6.2.2 orders: the signer's certificate, the seal, the signer among those who
    /// may use it, then the signature. Throws the first check that failed; its code is the check's `detailKey`.
    ///
    /// - Parameters:
    ///   - dataHash: SM3 of the protected original; in an OFD document of Signature.xml.
    ///   - propertyInfo: where the protected original is, in ASCII.
    ///   - instant: kept to the second.
    public static func make(
        seal: ElectronicSeal, signer: SigningIdentity, dataHash: Digest, propertyInfo: String, at instant: Timestamp, trusting trust: Trust
    ) throws -> SealSignature {
        let checks = trust.checks(of: signer.certificate, as: "signer", at: instant)
            + seal.verify(at: instant, trusting: trust)
            + [Check("signer.purpose", signer.certificate.maySealDocuments),
               Check("signer.listed", seal.info.property.signers.contains(signer.certificate))]
        if let failed = checks.firstFailed { throw Problem(failed.detailKey, .conflict) }
        let content = StampContent(seal: seal, time: instant, dataHash: dataHash, propertyInfo: propertyInfo)
        return try SealSignature(content, signer.certificate, signature: signer.key.sign(content.der))
    }

    /// Verifies as GM/T 0031 6.2.3 orders, judging the signer, the maker and the seal as of the time of the stamp.
    /// The checks: `stamp.signature`, `signer.chain`, `signer.usage`, `signer.validity`, `signer.revocation`,
    /// `signer.purpose`, `signer.listed`, `stamp.document`, then those of the seal.
    ///
    /// - Parameter dataHash: SM3 of the protected original, computed anew by the caller.
    public func verify(dataHash: Digest, trusting trust: Trust) -> [Check] {
        let isSigned = algorithm == .sm2WithSM3 && signerCertificate.publicKey.verify(signature, for: encodedContent)
        return [Check("stamp.signature", isSigned)]
            + trust.checks(of: signerCertificate, as: "signer", at: content.time)
            + [Check("signer.purpose", signerCertificate.maySealDocuments),
               Check("signer.listed", content.seal.info.property.signers.contains(signerCertificate)),
               Check("stamp.document", content.dataHash == dataHash.bytes)]
            + content.seal.verify(at: content.time, trusting: trust)
    }

    /// Verifies bytes that may not be a stamp at all: then the one check `stamp.format` has failed, else it comes first.
    public static func verify(der: [UInt8], dataHash: Digest, trusting trust: Trust) -> [Check] {
        guard let stamp = try? SealSignature(der: der) else { return [Check("stamp.format", false)] }
        return [Check("stamp.format", true)] + stamp.verify(dataHash: dataHash, trusting: trust)
    }
}
