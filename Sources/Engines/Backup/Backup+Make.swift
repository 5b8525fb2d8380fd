import Files
import Kernel
import Signing
import Storage
import Threads

extension Backup {
    /// Backs up a platform that may be running: the rows as they are at one instant, then every stored file. The file gets its name
    /// only when it is complete, and only its owner can read it. Cancelled, it leaves nothing.
    /// - Parameters:
    ///   - replacing: whether a file of that name may be replaced.
    ///   - now: when it is; written into the backup.
    /// - Throws: `backup.exists`, `backup.under_way`, `backup.unwritable`, `backup.disk_full`, `backup.file_missing` (a file that the rows
    ///   name isn't in the store), `backup.no_key`, `backup.row_too_large`, `backup.interrupted` (the database was lost meanwhile).
    public static func make(
        _ file: String, of source: Source, replacing: Bool = false, at now: Timestamp,
        threads: WorkPool = .single("backup"), progress: @escaping Listener = { _ in }
    ) async throws -> Manifest {
        let writer = try await threads.run { try BackupWriter(file, replacing: replacing, at: now) }
        let snapshot = Snapshot(source: source, at: now, progress: progress)
        let (manifest, needed) = try await source.database.read { try snapshot.write(to: writer, in: $0) }
        if let files = source.files {
            try await StoredFiles(store: files, writer: writer, threads: threads, progress: progress).write(needed)
        }
        try Task.checkCancellation()
        try await threads.run { try writer.finish() }
        return manifest
    }
}

/// Writes every file of a store into a backup.
private struct StoredFiles {
    let store: any FileStore
    let writer: BackupWriter
    let threads: WorkPool
    let progress: Backup.Listener

    /// The store is listed after the rows were read: what they name is there, and a file that is new does no harm.
    func write(_ needed: Set<Digest>) async throws {
        var missing = needed, last: Digest?
        while case let page = try await store.list(after: last, limit: 1000), !page.isEmpty {
            for entry in page {
                if try await write(entry.digest, size: entry.size) { missing.remove(entry.digest) }
                tell(needed)
            }
            last = page.last?.digest
        }
        for digest in missing {
            guard try await writeBroughtBack(digest) else { continue }
            missing.remove(digest)
            tell(needed)
        }
        if let first = missing.map(\.hex).min() {
            throw Problem("backup.file_missing", .fault, ["digest": first, "count": "\(missing.count)"])
        }
    }

    /// A file that the collector has set aside isn't listed, but being asked for brings it back.
    private func writeBroughtBack(_ digest: Digest) async throws -> Bool {
        guard let size = try await store.size(digest) else { return false }
        return try await write(digest, size: size)
    }

    private func tell(_ needed: Set<Digest>) {
        progress(.init(phase: .files, done: writer.files, total: max(writer.files, needed.count)))
    }

    /// False when it is gone meanwhile.
    private func write(_ digest: Digest, size: Int) async throws -> Bool {
        try Task.checkCancellation()
        let bytes: FileBytes
        do {
            bytes = try await store.get(digest)
        } catch let problem as Problem where problem.kind == .notFound {
            return false
        }
        try await threads.run { try writer.begin(digest, size: size) }
        var rest = size
        for try await piece in bytes {
            rest -= piece.count
            guard rest >= 0 else { break }
            try await threads.run { try writer.append(piece) }
        }
        guard rest == 0 else { throw Problem.fileDamaged(digest) }
        return true
    }
}
