import Drawing
import Kernel
import Signing

/// Makes seals (制章者): holds the city's root, which vouches for the maker and for every body that has a seal, and the
/// maker's own key, which signs the seals. Pure but for chance; nothing here is stored.
struct SealMaker: Sendable {
    let root: CertificateAuthority
    let maker: SigningIdentity

    /// How long each is good for, in years.
    private enum Years { static let root = 30, maker = 20, seal = 5 }

    /// A new root that vouches for itself, and a maker below it.
    static func found(for city: City, at instant: Timestamp) throws -> SealMaker {
        let rootName = DistinguishedName(commonName: "\(city.name)电子印章根证书", organization: city.host)
        let root = try CertificateAuthority.root(
            rootName, key: .generate(), from: instant.startOfDay, until: instant.after(years: Years.root))
        let maker = try root.identity(
            DistinguishedName(commonName: "\(city.name)电子印章制作", organization: city.host), at: instant, years: Years.maker)
        return SealMaker(root: root, maker: maker)
    }

    /// A body's key, its certificate and its seal: round, red, 42 mm across as municipal departments' are. Draws and signs, so it
    /// belongs on a thread pool.
    func seal(for body: Body, id: String, at instant: Timestamp) throws -> Stamper {
        let name = DistinguishedName(commonName: body.sealName, organization: body.name)
        let identity = try root.identity(name, at: instant, years: Years.seal)
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
    /// A new key and the certificate that this authority gives it for signing.
    fileprivate func identity(_ name: DistinguishedName, at instant: Timestamp, years: Int) throws -> SigningIdentity {
        let key = try SM2PrivateKey.generate()
        let certificate = try issue(to: name, for: key.publicKey, from: instant.startOfDay, until: instant.after(years: years))
        return try SigningIdentity(certificate: certificate, key: key)
    }
}

extension Timestamp {
    /// Certificates are valid from the morning of the day they are made: clocks of those who check may be a little behind.
    fileprivate var startOfDay: Timestamp { LocalDate(self).at() }

    /// The last second of the day before, so many years on; years of 365 days and a quarter will do.
    fileprivate func after(years: Int) -> Timestamp { LocalDate(self).adding(days: years * 1461 / 4).at() - .seconds(1) }
}
