import Kernel
import Signing

/// The root of the whole ledger at one size, signed (签名树头). Whoever keeps one can tell later whether anything before it
/// was changed.
public struct SignedHead: Sendable, Hashable, Codable {
    /// How many acts the tree holds: positions 0 to `size` - 1.
    public let size: Int
    public let root: Digest
    public let at: Timestamp
    /// Which key signed: SM3 of its SubjectPublicKeyInfo, in hexadecimal.
    public let key: String
    /// SM2 over `canonical`, in DER (GB/T 35276).
    public let signature: [UInt8]

    init(size: Int, root: Digest, at: Timestamp, key: String, signature: [UInt8]) {
        (self.size, self.root, self.at, self.key, self.signature) = (size, root, at, key, signature)
    }

    /// Signs a head.
    init(size: Int, root: Digest, at: Timestamp, by identity: SigningIdentity) throws {
        let key = identity.certificate.publicKey.fingerprint
        let message = Self.canonical(size, root, at, key)
        self.init(size: size, root: root, at: at, key: key, signature: try identity.key.sign(message))
    }

    /// The bytes that are signed: one line of JSON by RFC 8785.
    public var canonical: [UInt8] { Self.canonical(size, root, at, key) }

    /// True when the holder of that very key signed this head.
    public func isSigned(by key: SM2PublicKey) -> Bool { self.key == key.fingerprint && key.verify(signature, for: canonical) }

    private static func canonical(_ size: Int, _ root: Digest, _ at: Timestamp, _ key: String) -> [UInt8] {
        var json = CanonicalJSON()
        json.raw("{\"at\":\(at.milliseconds),\"format\":\"tongban.head.1\",\"key\":")
        json.string(key)
        json.raw(",\"root\":\"\(root.hex)\",\"size\":\(size)}")
        return json.bytes
    }
}

extension SignedHead {
    private enum CodingKeys: CodingKey { case size, root, at, key, signature }

    /// The signature travels as Base64.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        guard let signature = try Base64.decode(fields.decode(String.self, forKey: .signature)) else {
            throw DecodingError.dataCorruptedError(forKey: .signature, in: fields, debugDescription: "a signature is written in Base64")
        }
        self.init(
            size: try fields.decode(Int.self, forKey: .size), root: try fields.decode(Digest.self, forKey: .root),
            at: try fields.decode(Timestamp.self, forKey: .at), key: try fields.decode(String.self, forKey: .key), signature: signature)
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(size, forKey: .size)
        try fields.encode(root, forKey: .root)
        try fields.encode(at, forKey: .at)
        try fields.encode(key, forKey: .key)
        try fields.encode(Base64.encode(signature), forKey: .signature)
    }
}

extension SM2PublicKey {
    /// How a key is named where the whole of it would be too long: SM3 of its SubjectPublicKeyInfo, in hexadecimal.
    public var fingerprint: String { SM3.hash(spki).hex }
}
