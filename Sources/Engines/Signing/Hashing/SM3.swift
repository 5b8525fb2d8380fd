internal import COpenSSL
import Kernel

/// The hash SM3 (GB/T 32905-2016): any number of bytes to 32.
public enum SM3 {
    /// Hashes bytes that are all at hand.
    public static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        bytes.withContiguousBytes { input in
            Digest { output in
                let answer = EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, algorithm.pointer, nil)
                precondition(answer == 1, "SM3 fails only when memory is exhausted")
            }
        }
    }

    /// Hashes the UTF-8 form of a text.
    public static func hash(_ text: String) -> Digest { hash(text.utf8) }

    /// Looked up once: the look-up costs more than hashing a Merkle leaf.
    static let algorithm = MessageDigest("SM3")
}

/// One of OpenSSL's digests.
final class MessageDigest {
    let pointer: OpaquePointer

    init(_ name: String) {
        guard let fetched = EVP_MD_fetch(nil, name, nil) else { preconditionFailure("this OpenSSL was built without \(name)") }
        pointer = fetched
    }

    deinit { EVP_MD_free(pointer) }
}

/// A fetched digest is a constant table of functions with an atomic reference count.
extension MessageDigest: @unchecked Sendable {}

extension Collection<UInt8> {
    /// Lends the bytes to C, copying them only when the collection does not keep them side by side.
    func withContiguousBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        guard let result = try withContiguousStorageIfAvailable({ try body($0) }) else {
            return try Array(self).withUnsafeBufferPointer(body)
        }
        return result
    }
}
