internal import COpenSSL
import Kernel

/// Owns one of OpenSSL's keys, which here is always on the SM2 curve.
final class KeyHandle {
    let pointer: OpaquePointer

    /// Takes the pointer over. Throws `signing.malformed` for a key of another kind.
    init(_ pointer: OpaquePointer?, _ action: String) throws {
        guard let pointer else { throw Problem.malformed(Problem.openSSL(action).reason) }
        self.pointer = pointer
        guard EVP_PKEY_is_a(pointer, "SM2") == 1 else { throw Problem.malformed("\(action): the key is not on the SM2 curve") }
    }

    deinit { EVP_PKEY_free(pointer) }

    /// The default distinguishing identifier (GB/T 35276), which goes into the hash before the message.
    static let signerID = Array("1234567812345678".utf8)
}

/// Never changed after it is made; OpenSSL guards the caches inside of a key with a lock of its own.
extension KeyHandle: @unchecked Sendable {}

/// One signing or checking of an SM2 signature over SM3, with the signer's identifier set. Lives for one call.
final class SignatureContext {
    let pointer: OpaquePointer

    enum Purpose { case signing, verifying }

    init(_ purpose: Purpose, _ key: KeyHandle) throws {
        pointer = try made(EVP_MD_CTX_new(), "make a signature context")
        var keyContext: OpaquePointer?
        let answer = switch purpose {
        case .signing: EVP_DigestSignInit_ex(pointer, &keyContext, "SM3", nil, nil, key.pointer, nil)
        case .verifying: EVP_DigestVerifyInit_ex(pointer, &keyContext, "SM3", nil, nil, key.pointer, nil)
        }
        try done(answer, "start an SM2 signature")
        try done(EVP_PKEY_CTX_set1_id(keyContext, KeyHandle.signerID, Int32(KeyHandle.signerID.count)), "set the signer's identifier")
    }

    deinit { EVP_MD_CTX_free(pointer) }
}
