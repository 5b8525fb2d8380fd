internal import COpenSSL
import Kernel

/// OpenSSL's generator, for keys, nonces and session tokens.
public struct SecureRandom: RandomSource {
    public init() {}

    public func bytes(_ count: Int) -> [UInt8] {
        guard let size = Int32(exactly: count) else { return SystemRandom().bytes(count) }
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, size) == 1 else {
            // The generator may want for entropy early in a boot; the kernel's waits until there is enough.
            ERR_clear_error()
            return SystemRandom().bytes(count)
        }
        return bytes
    }
}
