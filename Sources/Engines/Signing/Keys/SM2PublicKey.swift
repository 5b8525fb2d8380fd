internal import COpenSSL
import Kernel

/// The key that checks signatures (GB/T 32918).
public struct SM2PublicKey: Sendable {
    let handle: KeyHandle

    init(_ handle: KeyHandle) { self.handle = handle }

    /// From the DER of SubjectPublicKeyInfo (RFC 5280 4.1). Throws `signing.malformed`.
    public init(spki: [UInt8]) throws {
        handle = try spki.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return try KeyHandle(d2i_PUBKEY(nil, &start, bytes.count), "read a public key")
        }
    }

    /// From a point of the curve: `04 ‖ x ‖ y`, or compressed. Throws `signing.malformed` when it does not lie on the curve.
    public init(point: [UInt8]) throws {
        try self.init(spki: DER.encode { spki in
            spki.sequence {
                $0.sm2Algorithm()
                $0.bitString(point)
            }
        })
    }

    /// DER of SubjectPublicKeyInfo.
    public var spki: [UInt8] {
        var output: UnsafeMutablePointer<UInt8>?
        return ownedBytes(output: &output, count: i2d_PUBKEY(handle.pointer, &output))
    }

    /// Whether `signature`, DER of SEQUENCE { r INTEGER, s INTEGER } (GB/T 35276), was made over the message by the
    /// holder of the private key, under the default signer identifier.
    public func verify(_ signature: [UInt8], for message: some Collection<UInt8>) -> Bool {
        guard let context = try? SignatureContext(.verifying, handle) else { return false }
        let answer = message.withContiguousBytes {
            EVP_DigestVerify(context.pointer, signature, signature.count, $0.baseAddress, $0.count)
        }
        ERR_clear_error()
        return answer == 1
    }
}

extension SM2PublicKey: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.spki == b.spki }
    public func hash(into hasher: inout Hasher) { hasher.combine(spki) }
}

extension DER.Writer {
    /// AlgorithmIdentifier of a key on the SM2 curve.
    mutating func sm2Algorithm() {
        sequence {
            $0.oid(.ecPublicKey)
            $0.oid(.sm2)
        }
    }
}

/// Copies and frees what an `i2d` function allocated; no bytes when it failed.
func ownedBytes(output: inout UnsafeMutablePointer<UInt8>?, count: Int32) -> [UInt8] {
    defer { CRYPTO_free(output, #file, #line) }
    return count > 0 ? Array(UnsafeBufferPointer(start: output, count: Int(count))) : []
}
