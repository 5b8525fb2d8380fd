import Files
import FilesS3
import Kernel
import Storage
import StoragePostgres
import StorageSQLite
import Web

/// Opens what a data directory keeps its rows and files in. The rooms above know neither engine.
enum Storehouse {
    /// - Throws: `storage...`, in one sentence that says what is wrong with the address or the server.
    /// - Throws: `data.no_database` when the directory is complete and its database isn't: an empty one is never taken for the city's.
    static func database(_ directory: DataDirectory, clock: any Clock = SystemClock()) async throws -> any Database {
        let isEmbedded = directory.places.database == nil, missing = Problem("data.no_database", .fault, ["path": directory.path])
        if directory.isSealed, isEmbedded, !directory.hasDatabaseFile { throw missing }
        let database = try await database(at: directory.places.database, embedded: directory.database, clock: clock)
        guard directory.isSealed else { return database }
        do {
            guard try await database.read({ try $0.tables().contains { $0.name == "ledger_head" } }) else { throw missing }
            return database
        } catch {
            try? await database.close()
            throw error
        }
    }

    static func database(at address: Secret<String>?, embedded path: String, clock: any Clock) async throws -> any Database {
        guard let address else { return try SQLiteDatabase(path: path, clock: clock) }
        return try await PostgresDatabase(url: address.reveal(), clock: clock)
    }

    static func files(_ directory: DataDirectory, clock: any Clock) async throws -> any CollectableFileStore {
        guard let address = directory.places.files else { return try LocalFileStore(directory: directory.files) }
        let store = try S3FileStore(S3Settings(address), clock: clock)
        try await store.check()
        return store
    }
}
