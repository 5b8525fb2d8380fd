import Kernel

/// Whom we believe: roots, the authorities between, and the certificates that were taken back.
public struct Trust: Sendable {
    private let roots: Set<Certificate>
    private let authorities: [Certificate]
    private let revocations: [Revocation]

    public init(roots: [Certificate], intermediates: [Certificate] = [], revocations: [Revocation] = []) {
        (self.roots, authorities, self.revocations) = (Set(roots), roots + intermediates, revocations)
    }

    /// Judges a certificate as of an instant. The names of the checks are `<role>.chain`, `.usage`, `.validity` and
    /// `.revocation`; the role is `maker` or `signer` for seals.
    public func checks(
        of certificate: Certificate, as role: String, for usage: KeyUsage = .digitalSignature, at instant: Timestamp
    ) -> [Check] {
        let chain = chain(of: certificate, at: instant)
        return [
            Check("\(role).chain", chain != nil),
            Check("\(role).usage", certificate.usage.contains(usage)),
            Check("\(role).validity", certificate.isValid(at: instant)),
            Check("\(role).revocation", !(chain ?? [certificate]).contains { isRevoked($0, at: instant) }),
        ]
    }

    /// From the certificate to a root, every authority valid at the instant; `nil` when there is no such way.
    public func chain(of certificate: Certificate, at instant: Timestamp) -> [Certificate]? {
        chain(of: certificate, at: instant, below: 0)
    }

    public func isRevoked(_ certificate: Certificate, at instant: Timestamp) -> Bool {
        revocations.contains { $0.serial == certificate.serial && $0.issuer == certificate.issuer && $0.at <= instant }
    }

    private static let chainLimit = 5

    /// `below` is the number of certificates already in the chain.
    private func chain(of certificate: Certificate, at instant: Timestamp, below: Int) -> [Certificate]? {
        guard certificate.isUnderstood else { return nil }
        if roots.contains(certificate) { return [certificate] }
        guard below < Self.chainLimit else { return nil }
        for issuer in authorities where issuer != certificate && issuer.isValid(at: instant) && issuer.authoritiesBelow >= below {
            guard certificate.verify(issuedBy: issuer) else { continue }
            if let rest = chain(of: issuer, at: instant, below: below + 1) { return [certificate] + rest }
        }
        return nil
    }
}

/// A certificate that its issuer took back.
public struct Revocation: Hashable, Sendable, Codable {
    public let issuer: DistinguishedName
    /// Lower-case hexadecimal, as `Certificate.serial`.
    public let serial: String
    public let at: Timestamp

    public init(_ certificate: Certificate, at instant: Timestamp) {
        (issuer, serial, at) = (certificate.issuer, certificate.serial, instant)
    }
}
