internal import COpenSSL
import Kernel

/// Encrypts single fields, such as identity numbers, for storage.
///
/// OpenSSL 3.0 has no authenticated mode of SM4, so this is encrypt-then-MAC: SM4-CTR (GB/T 32907, GB/T 17964) under a
/// nonce by chance, then HMAC-SM3 over everything, the context included. The context names where the value belongs
/// (`person.id_number`), so that a value cannot be moved to another field. Sealed form:
///
///     version (1 byte) ‖ nonce (16) ‖ encrypted (as long as the plain value) ‖ tag (32)
public struct FieldCipher: Sendable {
    private let encryptionKey: Secret<[UInt8]>
    private let tags: HMACSM3, indexes: HMACSM3
    private let random: any RandomSource

    public init(_ master: MasterKey, random: any RandomSource = SecureRandom()) {
        // SM4's keys have 16 bytes.
        encryptionKey = Secret(Array(master.key(for: .fieldEncryption).reveal().prefix(16)))
        tags = HMACSM3(key: master.key(for: .fieldTag))
        indexes = HMACSM3(key: master.key(for: .fieldIndex))
        self.random = random
    }

    public func seal(_ bytes: [UInt8], context: String) throws -> [UInt8] {
        let nonce = random.bytes(Self.nonceCount)
        let body = [Self.version] + nonce + (try crypt(bytes[...], nonce))
        return body + tag(body[...], context).bytes
    }

    /// Throws `signing.refused` when the value was changed, belongs to another context or to another master key.
    public func open(_ sealed: [UInt8], context: String) throws -> [UInt8] {
        let body = sealed.dropLast(Digest.count)
        guard sealed.count >= 1 + Self.nonceCount + Digest.count, sealed[0] == Self.version,
              equalInConstantTime(Array(sealed.suffix(Digest.count)), tag(body, context).bytes) else {
            throw Problem("signing.refused", .invalid, reason: "a sealed field of \(context) was not sealed by us")
        }
        return try crypt(body.dropFirst(1 + Self.nonceCount), Array(body[1...Self.nonceCount]))
    }

    /// The same text in the same context always gives the same digest, and nobody without the key can tell the text from
    /// it: keep it beside the sealed value to find the record again. Normalise the text first.
    public func blindIndex(_ text: String, context: String) -> Digest {
        indexes.authenticate(framed(context, Array(text.utf8)[...]))
    }

    private static let version: UInt8 = 1
    private static let nonceCount = 16

    private func tag(_ body: ArraySlice<UInt8>, _ context: String) -> Digest {
        tags.authenticate(framed(context, body))
    }

    /// The context's length goes first, so that no byte can pass from the context to the value.
    private func framed(_ context: String, _ body: ArraySlice<UInt8>) -> [UInt8] {
        withUnsafeBytes(of: UInt64(context.utf8.count).bigEndian, Array.init) + Array(context.utf8) + body
    }

    /// Counter mode is its own inverse.
    private func crypt(_ bytes: ArraySlice<UInt8>, _ nonce: [UInt8]) throws -> [UInt8] {
        guard let count = Int32(exactly: bytes.count) else { throw Problem("signing.too_large", .tooLarge) }
        let context = try made(EVP_CIPHER_CTX_new(), "make a cipher")
        defer { EVP_CIPHER_CTX_free(context) }
        try done(EVP_EncryptInit_ex2(context, counterMode.pointer, encryptionKey.reveal(), nonce, nil), "start SM4")
        var output = [UInt8](repeating: 0, count: bytes.count), written: Int32 = 0
        try bytes.withContiguousBytes { try done(EVP_EncryptUpdate(context, &output, &written, $0.baseAddress, count), "run SM4") }
        return output
    }
}

private let counterMode = Cipher("SM4-CTR")

/// One of OpenSSL's ciphers.
private final class Cipher {
    let pointer: OpaquePointer

    init(_ name: String) {
        guard let fetched = EVP_CIPHER_fetch(nil, name, nil) else { preconditionFailure("this OpenSSL was built without \(name)") }
        pointer = fetched
    }

    deinit { EVP_CIPHER_free(pointer) }
}

/// A fetched cipher is a constant table of functions with an atomic reference count.
extension Cipher: @unchecked Sendable {}
