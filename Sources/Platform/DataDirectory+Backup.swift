import Backup
import Foundation
import Kernel
import Threads

extension DataDirectory {
    /// Backs the directory up, whether it is being served or not: its rows at one instant, its files, its keys.
    /// - Parameters:
    ///   - withKeys: without them, whoever finds the backup can't read what is encrypted, and neither can its owner unless he has kept
    ///     the folder `keys` elsewhere.
    ///   - replacing: whether a file of that name may be replaced.
    /// - Throws: `backup...`, `storage...`, `file...`; then no backup is left.
    public func backUp(
        to file: String, release: String, withKeys: Bool = true, withFiles: Bool = true, replacing: Bool = false,
        clock: any Clock = SystemClock(), progress: @escaping Backup.Listener = { _ in }
    ) async throws -> Manifest {
        let own = try await WorkPool.single("keys").run { try ownFiles(withKeys: withKeys) }
        let database = try await Storehouse.database(self, clock: clock, isPatient: true)
        return try await closing(database) {
            let source = Backup.Source(
                database: database, files: withFiles ? try await Storehouse.files(self, clock: clock) : nil, fileColumns: Self.fileColumns,
                own: own, city: marker.city, release: release)
            return try await Backup.make(file, of: source, replacing: replacing, at: clock.now, progress: progress)
        }
    }

    /// Which columns of the features hold digests of stored files.
    private static let fileColumns: Set<FileColumn> = [
        FileColumn("draft_file", "digest"), FileColumn("case_material", "digest"),
        FileColumn("case_document", "ofd"), FileColumn("case_document", "pdf"), FileColumn("licence", "ofd"), FileColumn("licence", "pdf"),
    ]

    private func ownFiles(withKeys: Bool) throws -> [OwnFile] {
        let keys = withKeys ? try FileManager.default.contentsOfDirectory(atPath: "\(path)/keys").sorted() : []
        return try (["tongban.json"] + keys.map { "keys/\($0)" }).map { name in
            guard let bytes = read(name) else { throw Problem("data.key", .fault, ["path": path], reason: name) }
            return OwnFile(name, bytes)
        }
    }
}
