import Kernel
import Signing

/// Keeps big bytes outside the database, under the SM3 digest of what they are. The same bytes are kept once; a file
/// never changes.
public protocol FileStore: Sendable {
    /// Takes in a stream. When this returns, the file is on the disk; when it throws, nothing of it stays.
    /// - Throws: `Problem` `file.too_large` as soon as there are more than `limit` bytes.
    func put<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces, limit: Int) async throws -> StoredFile
    where Pieces.Element: Collection<UInt8> & Sendable

    /// The bytes, piece by piece, for sending on. They are not checked on the way.
    /// - Throws: `Problem` `file.not_found`.
    func get(_ digest: Digest) async throws -> FileBytes

    /// All bytes at once, checked against the digest.
    /// - Throws: `Problem` `file.not_found`, `file.too_large` or `file.damaged`.
    func readAll(_ digest: Digest, limit: Int) async throws -> [UInt8]

    /// How many bytes there are, or `nil` when there is no such file.
    func size(_ digest: Digest) async throws -> Int?

    /// Removes the file, if it is there. Whoever still holds it open can read it to its end.
    func delete(_ digest: Digest) async throws
}

extension FileStore {
    /// Takes in bytes that are all at hand.
    public func put(_ bytes: [UInt8]) async throws -> StoredFile {
        try await put(AsyncStream { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }, limit: bytes.count)
    }

    public func exists(_ digest: Digest) async throws -> Bool { try await size(digest) != nil }
}

/// What a feature writes down about a file.
public struct StoredFile: Sendable, Hashable, Codable {
    public let digest: Digest
    /// In bytes.
    public let size: Int

    public init(digest: Digest, size: Int) { (self.digest, self.size) = (digest, size) }
}
