import Kernel
import Signing

/// The key that signs the ledger's heads: made once, kept encrypted beside the database; its certificate may be given to anyone.
enum LedgerKey {
    static func make(in directory: DataDirectory, cipher: FieldCipher, city: String, at now: Timestamp) throws {
        let key = try SM2PrivateKey.generate()
        let name = DistinguishedName(commonName: "\(city)办理账本", organization: city)
        let identity = try CertificateAuthority.root(name, key: key, from: now - .days(1), until: now + .days(365 * 30)).identity
        try directory.write("keys/ledger.key", cipher.seal(key.exported().reveal(), context: context))
        try directory.write("keys/ledger.pem", Array(identity.certificate.pem.utf8))
    }

    /// - Throws: `data.key` when it is missing or damaged, or the master key is another directory's.
    static func open(in directory: DataDirectory, cipher: FieldCipher) throws -> SigningIdentity {
        guard let sealed = directory.read("keys/ledger.key"), let pem = directory.read("keys/ledger.pem") else {
            throw Problem("data.key", .fault, ["path": directory.path])
        }
        do {
            return try open(sealed: sealed, pem: pem, cipher: cipher)
        } catch {
            throw Problem("data.key", .fault, ["path": directory.path], reason: "\(error)")
        }
    }

    static func open(sealed: [UInt8], pem: [UInt8], cipher: FieldCipher) throws -> SigningIdentity {
        let key = try SM2PrivateKey(der: cipher.open(sealed, context: context))
        return try SigningIdentity(certificate: Certificate(pem: String(decoding: pem, as: UTF8.self)), key: key)
    }

    private static let context = "ledger.key"
}
