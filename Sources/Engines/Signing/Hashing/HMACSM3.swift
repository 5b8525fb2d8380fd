internal import COpenSSL
import Kernel

/// A keyed digest (GB/T 15852.2, HMAC with SM3): only who holds the key can make or check it.
public struct HMACSM3: Sendable {
    /// Both hashes after the key: what each tag begins from. OpenSSL's own call looks its algorithm up and hashes the key every time.
    private let inner: SM3.Hasher, outer: SM3.Hasher

    public init(key: Secret<[UInt8]>) {
        let given = key.reveal()
        let bytes = given.count > Self.block ? SM3.hash(given).bytes : given
        let padded = bytes + [UInt8](repeating: 0, count: Self.block - bytes.count)
        (inner, outer) = (Self.begun(padded.map { $0 ^ 0x36 }), Self.begun(padded.map { $0 ^ 0x5C }))
    }

    public func authenticate(_ bytes: some Collection<UInt8>) -> Digest {
        var inner = inner, outer = outer
        inner.update(bytes)
        outer.update(inner.finalize().bytes)
        return outer.finalize()
    }

    /// For a key that is used once.
    public static func authenticate(_ bytes: some Collection<UInt8>, key: Secret<[UInt8]>) -> Digest {
        HMACSM3(key: key).authenticate(bytes)
    }

    /// The size of the blocks that SM3 works on, in bytes.
    private static let block = 64

    private static func begun(_ pad: [UInt8]) -> SM3.Hasher {
        var hasher = SM3.Hasher()
        hasher.update(pad)
        return hasher
    }

    /// True when `tag` is the keyed digest of the bytes; takes the same time whether or not it is.
    public static func isValid(_ tag: Digest, for bytes: some Collection<UInt8>, key: Secret<[UInt8]>) -> Bool {
        equalInConstantTime(authenticate(bytes, key: key).bytes, tag.bytes)
    }
}

/// Compares without telling by the time taken where the first difference lies. Only the lengths may be guessed.
public func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
}
