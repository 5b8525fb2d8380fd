internal import COpenSSL
import Kernel

/// The hash SHA-256 (FIPS 180-4), for protocols of others that ask for it; what is our own is hashed with `SM3`.
public enum SHA256 {
    /// Hashes bytes that are all at hand.
    public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        bytes.withContiguousBytes { input in
            Digest { output in
                let answer = EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, algorithm.pointer, nil)
                precondition(answer == 1, "SHA-256 fails only when memory is exhausted")
            }
        }
    }

    private static let algorithm = MessageDigest("SHA256")
}

/// A keyed digest (RFC 2104, HMAC with SHA-256), for protocols of others.
public enum HMACSHA256 {
    public static func authenticate(_ bytes: some Collection<UInt8>, key: Secret<[UInt8]>) -> Digest {
        let key = key.reveal()
        return bytes.withContiguousBytes { input in
            Digest { output in
                // Even for no bytes at all the call wants a pointer for the key.
                let tag = key.withUnsafeBytes { key in
                    HMAC(EVP_sha256(), key.baseAddress ?? UnsafeRawPointer(output.baseAddress), Int32(clamping: key.count),
                        input.baseAddress, input.count, output.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
                }
                precondition(tag != nil, "HMAC fails only when memory is exhausted")
            }
        }
    }
}
