import Kernel

/// A certificate together with its private key: who can sign.
public struct SigningIdentity: Sendable {
    public let certificate: Certificate
    public let key: SM2PrivateKey

    /// Throws `signing.key_mismatch` when the key is not the one the certificate is about.
    public init(certificate: Certificate, key: SM2PrivateKey) throws {
        guard certificate.publicKey == key.publicKey else { throw Problem("signing.key_mismatch", .invalid) }
        (self.certificate, self.key) = (certificate, key)
    }
}
