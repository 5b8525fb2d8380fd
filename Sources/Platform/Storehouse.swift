import Backup
import Files
import FilesS3
import Kernel
import Storage
import StoragePostgres
import StorageSQLite
import Threads
import Web

/// Opens what a data directory keeps its rows and files in. The rooms above know neither engine.
enum Storehouse {
    /// - Throws: `storage...`, in one sentence that says what is wrong with the address or the server; `backup.half_restored`;
    ///   `data.no_database` when the directory is complete and its database isn't: an empty one is never taken for the city's.
    static func database(
        _ directory: DataDirectory, clock: any Clock = SystemClock(), isPatient: Bool = false
    ) async throws -> any Database {
        let isEmbedded = directory.places.database == nil, missing = Problem("data.no_database", .fault, ["path": directory.path])
        if directory.isSealed, isEmbedded, !directory.hasDatabaseFile { throw missing }
        let database = try await database(
            at: directory.places.database, embedded: directory.database, waiving: directory.places.waivers, clock: clock,
            isPatient: isPatient)
        do {
            try await Backup.refuseUnfinished(database)
            if directory.isSealed, try await !database.read({ try $0.tables().contains { $0.name == "ledger_head" } }) { throw missing }
        } catch {
            try? await database.close()
            throw error
        }
        return database
    }

    /// - Parameter isPatient: for work that goes through all rows, where one statement may take hours.
    static func database(
        at address: Secret<String>?, embedded path: String, waiving waivers: Waivers, clock: any Clock, isPatient: Bool = false
    ) async throws -> any Database {
        guard let address else { return try SQLiteDatabase(path: path, clock: clock) }
        var options = PostgresOptions()
        (options.acceptsLosingData, options.acceptsPlainText) = (waivers.contains(.losingData), waivers.contains(.plainText))
        if isPatient { (options.statement, options.idleInTransaction) = (.seconds(24 * 3600), .seconds(3600)) }
        return try await PostgresDatabase(url: address.reveal(), options: options, clock: clock)
    }

    static func files(
        _ directory: DataDirectory, clock: any Clock, threads: WorkPool = .forFiles()
    ) async throws -> any CollectableFileStore & MarkedFileStore {
        guard let address = directory.places.files else { return try LocalFileStore(directory: directory.files, threads: threads) }
        return try await bucket(address, waiving: directory.places.waivers, clock: clock, threads: threads)
    }

    /// - Throws: `files.plain_text` when the store is elsewhere and not spoken to over TLS.
    static func bucket(
        _ address: String, waiving waivers: Waivers, clock: any Clock, threads: WorkPool = .forFiles()
    ) async throws -> any CollectableFileStore & MarkedFileStore {
        let settings = try S3Settings(address)
        if settings.isPlainTextOnTheNetwork, !waivers.contains(.plainText) {
            throw Problem("files.plain_text", .invalid, ["endpoint": settings.endpoint])
        }
        let store = try S3FileStore(settings, clock: clock, threads: threads)
        try await store.check()
        return store
    }
}
