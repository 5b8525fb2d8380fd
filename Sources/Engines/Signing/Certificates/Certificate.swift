internal import COpenSSL
import Kernel

/// A certificate of an SM2 key (数字证书; X.509, GB/T 20518). Equal when byte for byte the same.
public struct Certificate: Sendable {
    public let der: [UInt8]
    public let subject: DistinguishedName
    public let issuer: DistinguishedName
    /// Lower-case hexadecimal.
    public let serial: String
    public let validFrom: Timestamp
    public let validUntil: Timestamp
    /// Every use when the certificate does not limit it.
    public let usage: KeyUsage
    /// The purposes that its key is limited to, of those known here; `nil` when it isn't limited to any.
    public let purposes: Set<CertificatePurpose>?
    /// Whether it may issue other certificates.
    public let isAuthority: Bool
    public let publicKey: SM2PublicKey

    private let handle: CertificateHandle

    /// Throws `signing.malformed` when the bytes are not exactly one certificate of an SM2 key.
    public init(der: [UInt8]) throws {
        handle = try CertificateHandle(der: der)
        self.der = der
        subject = DistinguishedName(X509_get_subject_name(handle.pointer))
        issuer = DistinguishedName(X509_get_issuer_name(handle.pointer))
        serial = try handle.serial()
        validFrom = try handle.time(X509_get0_notBefore(handle.pointer))
        validUntil = try handle.time(X509_get0_notAfter(handle.pointer))
        usage = handle.usage
        purposes = handle.purposes
        isAuthority = handle.isAuthority
        publicKey = SM2PublicKey(try KeyHandle(X509_get_pubkey(handle.pointer), "read a certificate's key"))
    }

    /// The first certificate in a PEM text. Throws `signing.malformed`.
    public init(pem: String) throws {
        guard let der = PEM.decode(pem, label: "CERTIFICATE") else { throw Problem.malformed("no certificate in the text") }
        try self.init(der: der)
    }

    public var pem: String { PEM.encode(der, label: "CERTIFICATE") }

    /// Whether the period of validity covers the instant, both ends included.
    public func isValid(at instant: Timestamp) -> Bool { validFrom <= instant && instant <= validUntil }

    /// Whether the issuer is named in this certificate, may issue, and did sign it. Says nothing of time or revocation.
    public func verify(issuedBy issuer: Certificate) -> Bool {
        issuer.isAuthority && issuer.usage.contains(.certificateSigning) && handle.isIssued(by: issuer.handle, issuer.publicKey.handle)
    }

    /// How many authorities may stand between this one and the end of a chain (pathLenConstraint, RFC 5280 4.2.1.9).
    var authoritiesBelow: Int {
        let limit = X509_get_pathlen(handle.pointer)
        return limit < 0 ? .max : limit
    }

    /// Whether nothing in it that must be understood is unknown to us (RFC 5280 4.2).
    var isUnderstood: Bool { handle.understandsAllCritical }
}

extension Certificate: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.der == b.der }
    public func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
