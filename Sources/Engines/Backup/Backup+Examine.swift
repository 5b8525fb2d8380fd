import Kernel
import Storage
import Threads

extension Backup {
    /// A backup that was read from end to end and found whole, and that this program can restore.
    public struct Examined: Sendable {
        public let manifest: Manifest
        /// The data directory's small files that are in it.
        public let own: [OwnFile]
        let path: String
        let migrations: [Migration]
    }

    /// Reads a backup from end to end and changes nothing: whether it is one, whether it is whole and unchanged, whether this program
    /// knows its schema.
    /// - Parameter migrations: all steps of the schema that this program knows, for the engine that will be restored into.
    /// - Throws: `backup.unreadable`, `backup.not_a_backup`, `backup.newer_format`, `backup.newer_schema`, `backup.truncated` or
    ///   `backup.damaged`.
    public static func examine(
        _ file: String, for migrations: [Migration], threads: WorkPool = .single("backup"),
        progress: @escaping Listener = { _ in }
    ) async throws -> Examined {
        let reader = try await threads.run { try BackupReader(file) }
        try migrations.know(reader.manifest.migrations)
        var own: [OwnFile] = [], isDone = false
        while !isDone {
            try Task.checkCancellation()
            let found = try await threads.run { try reader.examineNext() }
            own += found.own
            guard own.count <= Limits.ownCount, Set(own.map(\.name)).count == own.count else { throw reader.damaged("keys/") }
            isDone = found.isEnd
            progress(.init(phase: .checking, done: reader.progress.done, total: reader.progress.total))
        }
        return Examined(manifest: reader.manifest, own: own, path: file, migrations: migrations)
    }
}

extension BackupReader {
    /// Checks the next entry to its last byte. Of a large file only some of it, so that whoever waits can stop.
    fileprivate func examineNext() throws -> (own: [OwnFile], isEnd: Bool) {
        if isInFile {
            for _ in 0..<16 where isInFile { _ = try append() }
            return ([], false)
        }
        switch try next() {
        case .own(let own): return ([own], false)
        case .rows(let table, var rows):
            while try row(&rows, of: table) != nil {}
            return ([], false)
        case .file: return ([], false)
        case .end: return ([], true)
        }
    }
}

extension [Migration] {
    /// - Throws: `backup.newer_schema`, naming the steps that are not among these.
    func know(_ names: [String]) throws {
        let unknown = Set(names).subtracting(map(\.name))
        guard unknown.isEmpty else { throw Problem("backup.newer_schema", .invalid, ["names": unknown.sorted().joined(separator: ", ")]) }
    }
}
