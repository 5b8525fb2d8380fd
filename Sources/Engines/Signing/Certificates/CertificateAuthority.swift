internal import COpenSSL
import Kernel

/// Issues certificates signed SM2 with SM3 (证书认证机构).
public struct CertificateAuthority: Sendable {
    public let identity: SigningIdentity
    private let random: any RandomSource

    /// Throws `signing.not_authority` when the certificate does not allow to issue others.
    public init(_ identity: SigningIdentity, random: any RandomSource = SecureRandom()) throws {
        guard identity.certificate.isAuthority else { throw Problem("signing.not_authority", .invalid) }
        (self.identity, self.random) = (identity, random)
    }

    /// An authority that vouches for itself.
    public static func root(
        _ name: DistinguishedName, key: SM2PrivateKey, from start: Timestamp, until end: Timestamp,
        random: any RandomSource = SecureRandom()
    ) throws -> CertificateAuthority {
        let draft = try CertificateDraft(name, key.publicKey, issuer: name, serial: random.bytes(16), from: start, until: end)
        try draft.limit(to: [.certificateSigning, .revocationListSigning], nil, isAuthority: true, issuer: nil)
        let certificate = try draft.signed(by: key)
        return try CertificateAuthority(SigningIdentity(certificate: certificate, key: key), random: random)
    }

    /// A certificate for someone's key, or for an authority below this one.
    /// - Parameter purpose: what the key shall be limited to; without one the certificate doesn't say.
    public func issue(
        to subject: DistinguishedName, for publicKey: SM2PublicKey, usage: KeyUsage = .signing, purpose: CertificatePurpose? = nil,
        isAuthority: Bool = false, from start: Timestamp, until end: Timestamp
    ) throws -> Certificate {
        let issuer = identity.certificate
        let draft = try CertificateDraft(subject, publicKey, issuer: issuer.subject, serial: random.bytes(16), from: start, until: end)
        try draft.limit(to: usage, purpose, isAuthority: isAuthority, issuer: issuer)
        return try draft.signed(by: identity.key)
    }
}
