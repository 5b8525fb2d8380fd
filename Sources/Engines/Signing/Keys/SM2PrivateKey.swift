internal import COpenSSL
import Kernel

/// The key that signs (GB/T 32918). A value that may be used by many tasks at once.
public struct SM2PrivateKey: Sendable {
    let handle: KeyHandle

    /// A new key by chance.
    public static func generate() throws -> SM2PrivateKey {
        SM2PrivateKey(handle: try KeyHandle(tongban_generate_sm2(), "generate a key"))
    }

    public var publicKey: SM2PublicKey { SM2PublicKey(handle) }

    /// The signature over the message, DER of SEQUENCE { r INTEGER, s INTEGER } (GB/T 35276), under the default signer
    /// identifier. Two signatures over the same message differ.
    public func sign(_ message: some Collection<UInt8>) throws -> [UInt8] {
        let context = try SignatureContext(.signing, handle)
        return try message.withContiguousBytes { message in
            var count = 0
            try done(EVP_DigestSign(context.pointer, nil, &count, message.baseAddress, message.count), "size a signature")
            var signature = [UInt8](repeating: 0, count: count)
            try done(EVP_DigestSign(context.pointer, &signature, &count, message.baseAddress, message.count), "sign")
            return Array(signature.prefix(count))
        }
    }
}

extension SM2PrivateKey: CustomStringConvertible {
    public var description: String { "‹private key›" }
}

// MARK: - Reading and writing

extension SM2PrivateKey {
    /// From PKCS#8 (RFC 5958) in DER. Throws `signing.malformed`, also when the passphrase is missing or wrong.
    public init(der: [UInt8], passphrase: Secret<String>? = nil) throws {
        try self.init(der, isPEM: false, passphrase)
    }

    /// From PEM. Throws `signing.malformed`, also when the passphrase is missing or wrong.
    public init(pem: String, passphrase: Secret<String>? = nil) throws {
        try self.init(Array(pem.utf8), isPEM: true, passphrase)
    }

    /// From the number itself, 32 bytes between 1 and n − 2 (GB/T 32918.1 6.1): for test vectors.
    public init(scalar: Secret<[UInt8]>) throws {
        let d = scalar.reveal()
        guard d.count == 32, d.contains(where: { $0 != 0 }), d.lexicographicallyPrecedes(Self.orderLessOne) else {
            throw Problem.malformed("not a private key's number")
        }
        let key = DER.encode { $0.sequence { $0.integer(1); $0.octetString(d) } }
        try self.init(der: DER.encode { pkcs8 in
            pkcs8.sequence {
                $0.integer(0)
                $0.sm2Algorithm()
                $0.octetString(key)
            }
        })
    }

    /// PKCS#8 in DER, unencrypted: to be kept through `FieldCipher`, and read again with `init(der:)`.
    public func exported() throws -> Secret<[UInt8]> {
        let info = try made(EVP_PKEY2PKCS8(handle.pointer), "export a key")
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        var output: UnsafeMutablePointer<UInt8>?
        let count = i2d_PKCS8_PRIV_KEY_INFO(info, &output)
        guard count > 0 else { throw Problem.openSSL("export a key") }
        return Secret(ownedBytes(output: &output, count: count))
    }

    private init(_ bytes: [UInt8], isPEM: Bool, _ passphrase: Secret<String>?) throws {
        guard let count = Int32(exactly: bytes.count), count <= 1 << 16 else { throw Problem.malformed("too long for a key") }
        let read = { (passphrase: UnsafePointer<CChar>?) in tongban_read_private_key(bytes, count, isPEM ? 1 : 0, passphrase) }
        let pointer = passphrase.map { $0.reveal().withCString(read) } ?? read(nil)
        handle = try KeyHandle(pointer, "read a private key")
        ERR_clear_error()
    }

    /// n − 1 of the SM2 curve (GB/T 32918.5).
    private static let orderLessOne: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0x72, 0x03, 0xDF, 0x6B, 0x21, 0xC6, 0x05, 0x2B, 0x53, 0xBB, 0xF4, 0x09, 0x39, 0xD5, 0x41, 0x22,
    ]
}
