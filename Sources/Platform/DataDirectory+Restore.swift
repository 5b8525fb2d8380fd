import Backup
import Foundation
import Kernel
import Signing
import Storage
import Threads
import Web

extension DataDirectory {
    /// Makes a data directory out of a backup. The backup is read from end to end before anything is made. Until everything is there
    /// and the ledger has been checked, the directory bears a mark by which it is refused.
    /// - Parameters:
    ///   - places: where rows and files shall be, which need not be where they were.
    ///   - keys: the folder with the keys, when the backup was made without them.
    /// - Throws: `backup...`; `data.not_empty` when something is there already.
    public static func restore(
        _ file: String, to path: String, _ places: Places = Places(), keys: String? = nil, resources: ResourceRoot,
        clock: any Clock = SystemClock(), progress: @escaping Backup.Listener = { _ in }
    ) async throws -> Backup.Outcome {
        let migrations = try Migrations.all(resources, engine: places.database == nil ? .sqlite : .postgres)
        let backup = try await Backup.examine(file, for: migrations, progress: progress)
        let threads = WorkPool.single("restore")
        let restoredKeys = try await threads.run { try RestoredKeys(of: backup, elsewhere: keys) }
        let own = backup.own.first { $0.name == "tongban.json" }
        guard let own, let marker = try? JSONText.decode(Marker.self, from: own.bytes) else {
            throw Problem("backup.damaged", .invalid, ["file": file], reason: "tongban.json")
        }
        try await demandEmpty(places, clock: clock)

        let directory = try await threads.run { try DataDirectory(restoring: path, marker, places, restoredKeys) }
        let database = try await Storehouse.database(
            at: places.database, embedded: directory.database, waiving: places.waivers, clock: clock, isPatient: true)
        let outcome = try await closing(database) {
            let files = try await Storehouse.files(directory, clock: clock)
            let outcome = try await Backup.restore(
                backup, into: database, files: backup.manifest.hasFiles ? files : nil,
                trusting: restoredKeys.certificate.publicKey, at: clock.now, progress: progress)
            // From now on they belong together, wherever each of them comes from.
            try await FilesMark(database: database, files: files, random: SecureRandom()).set()
            return outcome
        }
        try await threads.run {
            try directory.seal()
            try directory.remove(mark)
        }
        return outcome
    }

    /// Asked before anything is made: a database elsewhere must be empty.
    private static func demandEmpty(_ places: Places, clock: any Clock) async throws {
        guard places.database != nil else { return }
        let database = try await Storehouse.database(at: places.database, embedded: "", waiving: places.waivers, clock: clock)
        try await closing(database) { try await Backup.demandEmpty(database) }
    }

    private init(restoring path: String, _ marker: Marker, _ places: Places, _ keys: RestoredKeys) throws {
        try self.init(making: path, marker, places)
        try write(Self.mark, [])
        for key in keys.files { try write(key.name, key.bytes) }
    }

    /// The file that marks a directory which is being restored.
    private static let mark = "restore.unfinished"
    static func unfinished(_ path: String) -> String { "\(path)/\(mark)" }

    /// - Throws: `backup.half_restored` when a restore into the directory has not come to its end.
    static func refuseUnfinished(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: unfinished(path)) else { throw Problem("backup.half_restored", .conflict) }
    }
}
