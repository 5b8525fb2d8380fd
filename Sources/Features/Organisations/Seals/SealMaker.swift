import Drawing
import Kernel
import Signing

/// Makes seals (制章者): holds the city's root, which vouches for the maker and for every body that has a seal, and the
/// maker's own key, which signs the seals. Each certificate says which of the two it is for. Pure but for chance; nothing here is stored.
struct SealMaker: Sendable {
    let root: CertificateAuthority
    let maker: SigningIdentity

    /// A new root that vouches for itself, and a maker below it.
    static func found(for city: City, at instant: Timestamp) throws -> SealMaker {
        let rootName = DistinguishedName(commonName: "\(city.name)电子印章根证书", organization: city.host)
        let root = try CertificateAuthority.root(
            rootName, key: .generate(), from: instant.startOfDay, until: SealTerm.end(SealTerm.root, from: instant))
        let name = DistinguishedName(commonName: "\(city.name)电子印章制作", organization: city.host)
        return SealMaker(root: root, maker: try root.maker(name, at: instant))
    }

    /// Another maker of the same name under the same root, with a key of his own.
    func successor(at instant: Timestamp) throws -> SealMaker {
        SealMaker(root: root, maker: try root.maker(maker.certificate.subject, at: instant))
    }

    /// When a seal would end that is made now: none outlives its maker.
    func end(forSealOf body: String, madeAt instant: Timestamp) -> Timestamp {
        min(SealTerm.end(forSealOf: body, madeAt: instant), maker.certificate.validUntil)
    }

    /// A body's key, its certificate and its seal: round, red, 42 mm across as municipal departments' are. Draws and signs, so it
    /// belongs on a thread pool.
    func seal(for body: Body, id: String, at instant: Timestamp) throws -> Stamper {
        let name = DistinguishedName(commonName: body.sealName, organization: body.name)
        let identity = try root.identity(name, for: .stamping, at: instant, until: end(forSealOf: body.code, madeAt: instant))
        let diameter = 42
        let picture = RoundSeal(name: body.sealName, diameter: Double(diameter))
        let property = SealProperty(
            name: body.sealName, signers: .certificates([identity.certificate.der]), createdAt: instant,
            validFrom: identity.certificate.validFrom, validUntil: identity.certificate.validUntil)
        let info = SealInfo(
            vendor: "Tongban", id: id, property: property,
            picture: SealPicture(type: "PNG", data: try picture.png(), width: diameter, height: diameter))
        return Stamper(seal: try ElectronicSeal.make(info, by: maker), identity: identity)
    }
}

extension CertificateAuthority {
    /// A maker's key, good as long as makers are, or as its root.
    fileprivate func maker(_ name: DistinguishedName, at instant: Timestamp) throws -> SigningIdentity {
        let end = min(SealTerm.end(SealTerm.maker, from: instant), self.identity.certificate.validUntil)
        return try identity(name, for: .makingSeals, at: instant, until: end)
    }

    /// A new key and the certificate that this authority gives it, for signing to one purpose.
    fileprivate func identity(
        _ name: DistinguishedName, for purpose: CertificatePurpose, at instant: Timestamp, until end: Timestamp
    ) throws -> SigningIdentity {
        let key = try SM2PrivateKey.generate()
        let certificate = try issue(to: name, for: key.publicKey, purpose: purpose, from: instant.startOfDay, until: end)
        return try SigningIdentity(certificate: certificate, key: key)
    }
}

extension Timestamp {
    /// Certificates are valid from the morning of the day they are made: clocks of those who check may be a little behind.
    fileprivate var startOfDay: Timestamp { LocalDate(self).at() }
}
