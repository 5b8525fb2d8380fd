import Files
import Kernel
import Signing
import Threads

/// Files in a bucket of an S3-compatible store: `files/DIGEST`, `incoming/` for large ones that are not complete yet, `aside/` for
/// what was set aside, and `marks/`. What fits one part goes under its digest in a single request, for then the digest is known;
/// what is larger comes in part by part under a name of chance, and is copied within the store when its digest is known.
public struct S3FileStore: FileStore {
    let objects: S3Objects
    let threads: WorkPool
    let partSize: Int

    /// - Parameter partSize: how much of an upload is held in memory, in bytes. Stores want five MiB at least.
    /// - Throws: `Problem` `files.trust` when the certificates can't be read. The store itself isn't asked: see `check`.
    public init(
        _ settings: S3Settings, patience: Patience = Patience(), clock: any Clock = SystemClock(),
        threads: WorkPool = .forFiles(), partSize: Int = 8 << 20
    ) throws {
        objects = S3Objects(connection: try S3Connection(settings, patience: patience, clock: clock))
        (self.threads, self.partSize) = (threads, partSize)
    }

    /// Asks the store whether the bucket may be listed, for the start of a program.
    /// - Throws: `Problem` `files.bucket`, `files.credentials`, `files.forbidden`, `files.region`, `files.clock` or `file.unavailable`.
    public func check() async throws {
        let settings = objects.connection.settings
        let query = [("list-type", "2"), ("prefix", settings.prefix), ("max-keys", "1")]
        let response = try await objects.connection.plain(S3Request(.get, query: query))
        guard response?.answer.root == "ListBucketResult" else { throw Problem.filesUnavailable("\(settings.endpoint) is no S3 store") }
    }

    public func put<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces, limit: Int) async throws -> StoredFile
    where Pieces.Element: Collection<UInt8> & Sendable {
        var upload = S3Upload(objects: objects, threads: threads, partSize: partSize)
        do {
            for try await piece in pieces { try await upload.append(piece, limit: limit) }
            // A stream may end early and quietly when its task is cancelled.
            try Task.checkCancellation()
            return try await upload.finish()
        } catch {
            await upload.abandon()
            throw error
        }
    }

    public func get(_ digest: Digest) async throws -> FileBytes {
        guard let size = try await size(digest) else { throw Problem.fileNotFound(digest) }
        return FileBytes(digest, size: size, pieces: S3Pieces(store: self, digest: digest, size: size))
    }

    public func size(_ digest: Digest) async throws -> Int? {
        try await inPlace(digest) { try await objects.size($0) }
    }

    /// A copy onto itself is what makes it young again; one that was set aside is copied back.
    public func renew(_ digest: Digest) async throws -> Bool {
        try await inPlace(digest) { try await objects.copy($0, to: $0) ? true : nil } ?? false
    }

    public func delete(_ digest: Digest) async throws {
        try await objects.delete(objects.kept(digest))
        for object in try await allAside(digest) { try await objects.delete(object.key) }
    }

    public func list(after: Digest?, limit: Int) async throws -> [StoredEntry] {
        let start = "\(objects.connection.settings.prefix)files/"
        return try await objects.list(start, after: after.map(objects.kept), limit: limit).compactMap { object in
            Digest(hex: object.name).map { StoredEntry(digest: $0, size: object.size, storedAt: object.changedAt) }
        }
    }
}
