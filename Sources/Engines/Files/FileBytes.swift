import Kernel
import Signing

/// A stored file's bytes, read piece by piece as they are asked for, and hashed as they go. The last piece is given out only
/// when the whole has proved to be what was put: whoever sends the pieces on never completes a damaged file.
/// Can be gone through more than once; each time begins anew.
public struct FileBytes: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = any Error

    public let digest: Digest
    /// In bytes, as the store says.
    public let size: Int
    private let pieces: any AsyncSequence<[UInt8], any Error> & Sendable

    /// `pieces` is what a store reads: in order, without a gap, none empty.
    public init(_ digest: Digest, size: Int, pieces: any AsyncSequence<[UInt8], any Error> & Sendable) {
        (self.digest, self.size, self.pieces) = (digest, size, pieces)
    }

    public func makeAsyncIterator() -> Iterator { Iterator(digest: digest, pieces: pieces.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        private let digest: Digest
        private var pieces: any AsyncIteratorProtocol<[UInt8], any Error>
        private var hasher = SM3.Hasher()
        private var held: [UInt8]?
        private var isAtEnd = false

        init(digest: Digest, pieces: any AsyncIteratorProtocol<[UInt8], any Error>) { (self.digest, self.pieces) = (digest, pieces) }

        public mutating func next() async throws -> [UInt8]? {
            guard let piece = if let held { held } else { try await read() } else { return nil }
            held = nil
            held = try await read()
            return piece
        }

        /// The next piece; at the end of all of them nothing, unless they are not what was put.
        private mutating func read() async throws -> [UInt8]? {
            guard !isAtEnd else { return nil }
            if let piece = try await pieces.next() {
                hasher.update(piece)
                return piece
            }
            isAtEnd = true
            guard hasher.finalize() == digest else { throw Problem.fileDamaged(digest) }
            return nil
        }
    }
}
