import Kernel
import Signing

/// Keeps big bytes outside the database, under the SM3 digest of what they are. The same bytes are kept once; a file
/// never changes.
///
/// Whoever writes down a reference to a file has put it, or renewed it, not longer ago than the grace period of the
/// `FileCollector`, or takes over a reference that stands in the database in the same transaction.
public protocol FileStore: Sendable {
    /// Takes in a stream. When this returns, the file is kept for good; when it throws, nothing of it stays.
    /// - Throws: `Problem` `file.too_large` as soon as there are more than `limit` bytes.
    func put<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces, limit: Int) async throws -> StoredFile
    where Pieces.Element: Collection<UInt8> & Sendable

    /// The bytes, piece by piece, for sending on.
    /// - Throws: `Problem` `file.not_found`; going through the pieces throws `file.damaged` in place of the last one when
    ///   they are not what was put.
    func get(_ digest: Digest) async throws -> FileBytes

    /// How many bytes there are, or `nil` when there is no such file.
    func size(_ digest: Digest) async throws -> Int?

    /// Makes sure that a file which was put some time ago stays for another grace period; `false` when it isn't there.
    func renew(_ digest: Digest) async throws -> Bool

    /// Removes the file, if it is there. Whoever still holds it open can read it to its end.
    func delete(_ digest: Digest) async throws

    /// The next files in the order of their digests.
    func list(after: Digest?, limit: Int) async throws -> [StoredEntry]
}

extension FileStore {
    /// Takes in bytes that are all at hand.
    public func put(_ bytes: [UInt8]) async throws -> StoredFile {
        try await put(AsyncStream { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }, limit: bytes.count)
    }

    /// All bytes at once, checked against the digest.
    /// - Throws: `Problem` `file.not_found`, `file.too_large` or `file.damaged`.
    public func readAll(_ digest: Digest, limit: Int) async throws -> [UInt8] {
        let file = try await get(digest)
        guard file.size <= limit else { throw Problem.fileTooLarge(limit) }
        var bytes: [UInt8] = []
        for try await piece in file { bytes += piece }
        return bytes
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

/// A file in a listing.
public struct StoredEntry: Sendable, Hashable {
    public let digest: Digest
    /// In bytes.
    public let size: Int
    /// When it was put or renewed, by the clock of whatever keeps it.
    public let storedAt: Timestamp

    public init(digest: Digest, size: Int, storedAt: Timestamp) { (self.digest, self.size, self.storedAt) = (digest, size, storedAt) }
}

extension Problem {
    public static func fileTooLarge(_ limit: Int) -> Problem { Problem("file.too_large", .tooLarge, ["limit": "\(limit)"]) }
    public static func fileNotFound(_ digest: Digest) -> Problem { Problem("file.not_found", .notFound, reason: digest.hex) }
    public static func fileDamaged(_ digest: Digest) -> Problem { Problem("file.damaged", .fault, reason: digest.hex) }
    public static func filesUnavailable(_ reason: String) -> Problem { Problem("file.unavailable", .unavailable, reason: reason) }
}
