import Backup
import Kernel
import Signing
import Storage
import Threads
import Web

extension DataDirectory {
    /// Moves the rows into another database, which must be empty, and from then on keeps them there: from the directory's own file into
    /// PostgreSQL, or back. The old database is left as it is. Nobody may have the directory open meanwhile, and nobody on whatever
    /// machine may be at a PostgreSQL database that is moved from or to.
    /// - Parameter address: the other database; `nil` is the directory's own file.
    /// - Throws: `data.database_from_environment`, `data.in_use`, `storage.in_use`, `backup...`, `storage...`; then the directory keeps
    ///   its rows where they were.
    public func migrateDatabase(
        to address: Secret<String>?, resources: ResourceRoot, clock: any Clock = SystemClock(),
        progress: @escaping Backup.Listener = { _ in }
    ) async throws -> Backup.Outcome {
        // It would go on naming the old database, whatever is written into the directory.
        guard !places.isDatabaseFromEnvironment else { throw Problem("data.database_from_environment", .conflict, ["path": path]) }
        guard address?.reveal() != places.database?.reveal() else { throw Problem("backup.same_database", .conflict) }
        let lock = try DirectoryLock(self, isExclusive: true)
        defer { withExtendedLifetime(lock) {} }
        let migrations = try Migrations.all(resources, engine: address == nil ? .sqlite : .postgres)
        let key = try read("keys/ledger.pem").map { try Certificate(pem: String(decoding: $0, as: UTF8.self)).publicKey }
        let source = try await Storehouse.database(self, clock: clock, isPatient: true)
        let outcome = try await closing(source) {
            let target = try await Storehouse.database(
                at: address, embedded: database, waiving: places.waivers, clock: clock, isPatient: true)
            return try await closing(target) {
                try await source.alone {
                    try await target.alone {
                        try await Backup.copy(
                            from: source, to: target, migrations: migrations, trusting: key, at: clock.now, progress: progress)
                    }
                }
            }
        }
        try await WorkPool.single("keys").run { try keepRows(at: address) }
        return outcome
    }

    /// The directory says from now on that its rows are there: one step, whatever happens.
    private func keepRows(at address: Secret<String>?) throws {
        guard let address else { return try remove("database.url") }
        // What was waived of the new database holds for it from now on, as if the directory had been made with it.
        if !places.waivers.isEmpty { try write("waivers", Array(places.waivers.text.utf8)) }
        try write("database.url", Array(address.reveal().utf8))
    }
}
