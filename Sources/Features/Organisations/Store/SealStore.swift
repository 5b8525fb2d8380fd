import Kernel
import Signing
import Storage

/// All SQL about seals and their keys. Private keys pass through the field cipher on their way in and out.
struct SealStore: Sendable {
    let cipher: FieldCipher

    /// Whose key it is, which also keeps the key of one from being used for another.
    private enum Role: String {
        case root, maker

        var context: String { "seal_authority.\(rawValue)" }
    }

    func maker(_ tx: any Reading) throws -> SealMaker? {
        guard let root = try authority(.root, tx), let maker = try authority(.maker, tx) else { return nil }
        return SealMaker(root: try CertificateAuthority(root), maker: maker)
    }

    func add(_ maker: SealMaker, at instant: Timestamp, _ tx: any Transaction) throws {
        try add(.root, maker.root.identity, instant, tx)
        try add(.maker, maker.maker, instant, tx)
    }

    /// Puts the maker in the place of another, whose key is forgotten and whose certificate is kept.
    func replace(_ former: Certificate, by maker: SigningIdentity, at instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO former_seal_maker (digest, certificate, succeeded_at)
            VALUES (\(SM3.hash(former.der).hex), \(former.der), \(instant))
            """)
        let role = Role.maker, key = try sealed(maker.key, context: role.context)
        try tx.execute("""
            UPDATE seal_authority SET certificate = \(maker.certificate.der), private_key = \(key), made_at = \(instant)
            WHERE role = \(role.rawValue)
            """)
    }

    func stamper(_ id: String, _ tx: any Reading) throws -> Stamper? {
        try tx.row("SELECT seal, certificate, private_key FROM seal WHERE id = \(id)").map { row in
            Stamper(seal: try ElectronicSeal(der: row.get("seal")), identity: try identity(row, context: "seal.\(id)"))
        }
    }

    /// Throws `StorageConflict` when the body has a seal in force.
    func add(_ stamper: Stamper, of body: String, at instant: Timestamp, _ tx: any Transaction) throws {
        let property = stamper.seal.info.property
        try tx.execute("""
            INSERT INTO seal (id, body, name, seal, certificate, private_key, valid_from, valid_until, made_at)
            VALUES (\(stamper.id), \(body), \(property.name), \(stamper.seal.der), \(stamper.certificate.der),
                    \(try sealed(stamper.key, context: "seal.\(stamper.id)")), \(property.validFrom), \(property.validUntil), \(instant))
            """)
    }

    private func authority(_ role: Role, _ tx: any Reading) throws -> SigningIdentity? {
        try tx.row("SELECT certificate, private_key FROM seal_authority WHERE role = \(role.rawValue)").map {
            try identity($0, context: role.context)
        }
    }

    private func add(_ role: Role, _ identity: SigningIdentity, _ instant: Timestamp, _ tx: any Transaction) throws {
        let key = try sealed(identity.key, context: role.context)
        try tx.execute("""
            INSERT INTO seal_authority (role, certificate, private_key, made_at)
            VALUES (\(role.rawValue), \(identity.certificate.der), \(key), \(instant))
            """)
    }

    private func sealed(_ key: SM2PrivateKey, context: String) throws -> [UInt8] {
        try cipher.seal(key.exported().reveal(), context: context)
    }

    private func identity(_ row: Row, context: String) throws -> SigningIdentity {
        let key = try SM2PrivateKey(der: cipher.open(row.get("private_key"), context: context))
        return try SigningIdentity(certificate: Certificate(der: row.get("certificate")), key: key)
    }
}
