import Foundation
import Kernel
import Storage
import StoragePostgres
import StorageSQLite
import TestPostgres

/// An empty database of the engine that this run is about: SQLite, or PostgreSQL with `TONGBAN_TEST_ENGINE=postgres`. So every test that
/// touches rows runs on both, without a word of it.
public enum TestDatabase {
    public static let engine = Engine.Name(rawValue: ProcessInfo.processInfo.environment["TONGBAN_TEST_ENGINE"] ?? "") ?? .sqlite

    public static func empty(clock: any Kernel.Clock = SystemClock()) async throws -> any Database {
        switch engine {
        case .sqlite: try SQLiteDatabase.temporary(clock: clock)
        case .postgres: try await PostgresDatabase(url: PostgresServer.shared().make().url, options: .careless, clock: clock)
        }
    }

    /// One with these steps taken, such as `Engines/Jobs/Migrations/0002_jobs`.
    public static func with(
        _ steps: String..., also: [Migration] = [], clock: any Kernel.Clock = SystemClock()
    ) async throws -> any Database {
        let database = try await empty(clock: clock)
        try await database.migrate(steps.map(migration) + also)
        return database
    }

    private static func migration(_ step: String) throws -> Migration {
        let files = [".\(engine.rawValue).sql", ".sql"].map { "\(TestCity.root)/Sources/\(step)\($0)" }
        let script = try String(contentsOfFile: files.first(where: FileManager.default.fileExists) ?? files[0], encoding: .utf8)
        return Migration(name: String(step.split(separator: "/").last ?? ""), script: script)
    }
}
