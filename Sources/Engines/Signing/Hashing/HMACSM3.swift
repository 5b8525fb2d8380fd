internal import COpenSSL
import Kernel

/// A keyed digest (GB/T 15852.2, HMAC with SM3): only who holds the key can make or check it.
public enum HMACSM3 {
    public static func authenticate(_ bytes: some Collection<UInt8>, key: Secret<[UInt8]>) -> Digest {
        let key = key.reveal()
        return bytes.withContiguousBytes { input in
            Digest { output in
                let size = Int32(clamping: key.count)
                let tag = HMAC(SM3.algorithm.pointer, key, size, input.baseAddress, input.count, output.baseAddress, nil)
                precondition(tag != nil, "HMAC fails only when memory is exhausted")
            }
        }
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
