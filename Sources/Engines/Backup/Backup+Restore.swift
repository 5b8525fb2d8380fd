import Files
import Kernel
import Ledger
import Signing
import Storage
import Threads

extension Backup {
    /// What a restore or a copy did.
    public struct Outcome: Sendable {
        public let rows: Int
        public let files: Int
        /// The ledger as it stands there now. It may have problems only when it had them where it comes from.
        public let audit: AuditReport
    }

    /// Fills an empty database, and a file store, from a backup. The database is marked until the end, and everything refuses one
    /// that bears the mark (`refuseUnfinished`): whatever stops a restore, half of one is never taken for the whole. A backup of an
    /// older release gets the schema that it had, then its rows, then what is new.
    /// - Parameters:
    ///   - files: `nil` leaves stored files out.
    ///   - key: when given, the newest head must be signed by it.
    /// - Throws: `backup.half_restored`, `backup.not_empty`, `backup.other_schema`, `backup.count_differs`, `backup.head_differs`.
    public static func restore(
        _ backup: Examined, into database: any Database, files: (any FileStore)?, trusting key: SM2PublicKey? = nil, at now: Timestamp,
        threads: WorkPool = .single("backup"), progress: @escaping Listener = { _ in }
    ) async throws -> Outcome {
        let reader = try await threads.run { try BackupReader(backup.path) }
        let manifest = backup.manifest
        guard reader.manifest == manifest else { throw reader.damaged("backup.json") }
        let rebuilding = try await Rebuilding(
            database, migrations: backup.migrations, applied: manifest.migrations, tables: manifest.tables, at: now)
        var rowCount = 0, fileCount = 0
        reading: while true {
            try Task.checkCancellation()
            switch try await threads.run({ try reader.nextStep() }) {
            case .own: continue
            case .rows(let rows, let table):
                try await rebuilding.insert(rows, into: table)
                rowCount += rows.count
                progress(.init(phase: .tables, done: rowCount, total: manifest.rows))
            case .file(let digest, let size):
                guard let files else { continue }
                try await files.take(FileEntry(reader: reader, threads: threads), digest, size: size)
                fileCount += 1
                progress(.init(phase: .files, done: fileCount, total: 0))
            case .end: break reading
            }
        }
        let audit = try await rebuilding.finish(head: manifest.head, trusting: key, progress: progress)
        return Outcome(rows: rowCount, files: fileCount, audit: audit)
    }
}

/// What a restore does next.
private enum Step: Sendable {
    case own
    case rows([[Value]], into: String)
    case file(Digest, size: Int)
    case end
}

extension BackupReader {
    fileprivate func nextStep() throws -> Step {
        switch try next() {
        case .own: return .own
        case .rows(let table, var piece):
            var rows: [[Value]] = []
            while let row = try row(&piece, of: table) { rows.append(row) }
            return .rows(rows, into: table.name)
        case .file(let digest, let size): return .file(digest, size: size)
        case .end: return .end
        }
    }
}

extension FileStore {
    fileprivate func take(_ entry: FileEntry, _ digest: Digest, size: Int) async throws {
        guard try await put(entry, limit: size).digest == digest else { throw Problem.fileDamaged(digest) }
    }
}

/// The bytes of the file that a reading has come to.
private struct FileEntry: AsyncSequence, AsyncIteratorProtocol, Sendable {
    let reader: BackupReader
    let threads: WorkPool

    func makeAsyncIterator() -> Self { self }

    func next() async throws -> [UInt8]? {
        let bytes = try await threads.run { try reader.append() }
        return bytes.isEmpty ? nil : bytes
    }
}
