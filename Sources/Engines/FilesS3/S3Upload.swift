import Files
import Kernel
import Signing
import Threads

/// One file on its way into the store. Holds one part in memory, and sends it before it takes more.
struct S3Upload: Sendable {
    private let objects: S3Objects
    private let threads: WorkPool
    private let partSize: Int
    private var held: [UInt8] = []
    private var size = 0
    private var hasher = SM3.Hasher()
    private var parts: S3Multipart?

    init(objects: S3Objects, threads: WorkPool, partSize: Int) {
        (self.objects, self.threads, self.partSize) = (objects, threads, partSize)
    }

    mutating func append(_ piece: some Collection<UInt8>, limit: Int) async throws {
        // A single copy takes no more than five GiB.
        guard piece.count <= min(limit, 5 << 30) - size else { throw Problem.fileTooLarge(min(limit, 5 << 30)) }
        size += piece.count
        held += piece
        while held.count > partSize {
            let part = Array(held.prefix(partSize))
            held.removeFirst(partSize)
            try await send(part)
        }
    }

    mutating func finish() async throws -> StoredFile {
        guard parts != nil else {
            let body = try await hashed(held)
            let digest = hasher.finalize()
            try await objects.put(body, at: objects.kept(digest))
            return StoredFile(digest: digest, size: size)
        }
        try await send(held)
        let digest = hasher.finalize()
        guard let parts else { throw Problem.filesUnavailable("no upload") }
        try await parts.complete()
        guard try await objects.copy(parts.key, to: objects.kept(digest)) else { throw Problem.filesUnavailable("\(parts.key) is gone") }
        // What stays behind does no harm: the collector removes it.
        try? await objects.delete(parts.key)
        return StoredFile(digest: digest, size: size)
    }

    /// Leaves nothing behind, also when its task was cancelled, and so in a task of its own.
    func abandon() async {
        guard let parts else { return }
        await Task {
            try? await parts.abort()
            try? await objects.delete(parts.key)
        }.value
    }

    private mutating func send(_ bytes: [UInt8]) async throws {
        let body = try await hashed(bytes)
        if parts == nil { parts = try await objects.begin(objects.incoming(SystemRandom().bytes(16).hex)) }
        try await parts?.send(body)
    }

    /// Both hashes of a part are made on threads that may be kept busy.
    private mutating func hashed(_ bytes: [UInt8]) async throws -> S3Body {
        let (body, hasher) = try await threads.run { [hasher] in
            var hasher = hasher
            hasher.update(bytes)
            return (S3Body(bytes), hasher)
        }
        self.hasher = hasher
        return body
    }
}
