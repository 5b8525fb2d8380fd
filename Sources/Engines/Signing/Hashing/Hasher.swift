internal import COpenSSL
import Kernel

extension SM3 {
    /// Hashes a stream piece by piece. A value: a copy goes its own way from where it was copied.
    public struct Hasher: Sendable {
        private var state = DigestState()

        public init() {}

        public mutating func update(_ bytes: some Collection<UInt8>) {
            if !isKnownUniquelyReferenced(&state) { state = state.copy() }
            bytes.withContiguousBytes { state.update($0) }
        }

        /// The digest of all that was given so far; more may be given afterwards.
        public func finalize() -> Digest { state.copy().finish() }
    }
}

/// Owns a running digest. Its calls fail only when memory is exhausted, which stops the process as any allocation would.
private final class DigestState {
    private let pointer: OpaquePointer

    init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, SM3.algorithm.pointer, nil) == 1 else {
            preconditionFailure("out of memory")
        }
        pointer = context
    }

    private init(copying other: DigestState) {
        guard let context = EVP_MD_CTX_new(), EVP_MD_CTX_copy_ex(context, other.pointer) == 1 else {
            preconditionFailure("out of memory")
        }
        pointer = context
    }

    deinit { EVP_MD_CTX_free(pointer) }

    func copy() -> DigestState { DigestState(copying: self) }

    func update(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(EVP_DigestUpdate(pointer, bytes.baseAddress, bytes.count) == 1, "out of memory")
    }

    func finish() -> Digest {
        Digest { precondition(EVP_DigestFinal_ex(pointer, $0.baseAddress, nil) == 1, "out of memory") }
    }
}

/// Changed only while exactly one `Hasher` refers to it, as the copy-on-write above makes sure.
extension DigestState: @unchecked Sendable {}
