import Kernel

/// Whom we believe: roots, the authorities between, who may make seals, and what was taken back: certificates and seals.
public struct Trust: Sendable {
    public let roots: Set<Certificate>
    private let authorities: [Certificate]
    private let revocations: [Revocation]
    private let formerMakers: [FormerMaker]
    private let withdrawals: [SealWithdrawal]

    public init(
        roots: [Certificate], intermediates: [Certificate] = [], revocations: [Revocation] = [], formerMakers: [FormerMaker] = [],
        withdrawals: [SealWithdrawal] = []
    ) {
        (self.roots, authorities, self.revocations) = (Set(roots), roots + intermediates, revocations)
        (self.formerMakers, self.withdrawals) = (formerMakers, withdrawals)
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

// MARK: - Makers of seals

extension Trust {
    /// Whether a seal of that day may be of this maker (制章者): the certificate bears the mark, or it is a former maker's that is known
    /// here. That a root vouches for somebody makes nobody a maker: it vouches for everybody who has a seal.
    public func mayMakeSeals(_ certificate: Certificate, at instant: Timestamp) -> Bool {
        certificate.isMarked(for: .makingSeals)
            || formerMakers.contains { $0.certificate == SM3.hash(certificate.der) && instant <= $0.until }
    }
}

/// A maker of seals from before certificates bore a mark: known by its certificate, and believed for seals made until then.
public struct FormerMaker: Hashable, Sendable {
    /// SM3 of the certificate.
    public let certificate: Digest
    public let until: Timestamp

    public init(_ certificate: Digest, until: Timestamp) { (self.certificate, self.until) = (certificate, until) }
}

// MARK: - What was taken back

extension Trust {
    public func isRevoked(_ certificate: Certificate, at instant: Timestamp) -> Bool {
        revocation(of: certificate).map { $0 <= instant } ?? false
    }

    /// From when on the certificate doesn't count.
    public func revocation(of certificate: Certificate) -> Timestamp? {
        revocations.filter { $0.serial == certificate.serial && $0.issuer == certificate.issuer }.map(\.at).min()
    }

    /// From when on the seal doesn't count.
    public func withdrawal(of seal: ElectronicSeal) -> Timestamp? {
        withdrawals.filter { $0.seal == seal.info.id }.map(\.at).min()
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

/// A seal that is no longer used (停用): stamps from that moment on are nothing; those from before stay good.
public struct SealWithdrawal: Hashable, Sendable {
    /// The seal's number (印章编号).
    public let seal: String
    public let at: Timestamp

    public init(seal: String, at instant: Timestamp) { (self.seal, at) = (seal, instant) }
}
