import Backup
import Cases
import Files
import Foundation
import Kernel
import Ledger
import Signing
import Storage
import TestKit
import TestPostgres
import Testing
import Web
@testable import Platform

/// What `tongban backup`, `restore` and `migrate-database` rest on.
@Suite("Backing up a city") struct BackupTests {
    @Test("a city that was being served is there again, with its cases, its files, its keys and its ledger")
    func roundTrip() async throws {
        let city = try await TestCity()
        let record = try await city.granted()
        let place = try Place()
        let manifest = try await city.backUp(to: place.file)
        #expect(manifest.hasKeys && manifest.hasFiles)
        let outcome = try await place.restore(city)
        #expect(outcome.audit.isIntact && outcome.rows == manifest.rows && outcome.files > 0)

        let again = try await Platform(opening: DataDirectory(opening: place.path), resources: TestCity.resources(), clock: city.clock)
        #expect(try await again.cases.track(query: record.query, password: record.password, from: "test").id == record.id)
        for entry in try await city.platform.files.list(after: nil, limit: 1000) {
            #expect(try await again.files.readAll(entry.digest, limit: 50 << 20).count == entry.size)
        }
        try await again.close()
        #expect(try await DataAudit.run(DataDirectory(opening: place.path), clock: city.clock).isIntact)
    }

    @Test("its rows and its files belong together, whichever of them were in the backup", arguments: [true, false])
    func together(withFiles: Bool) async throws {
        let city = try await TestCity(), place = try Place()
        _ = try await city.backUp(to: place.file, withFiles: withFiles)
        _ = try await place.restore(city)
        let again = try await Platform(opening: DataDirectory(opening: place.path), resources: TestCity.resources(), clock: city.clock)
        #expect(try await again.filesMark.standing() == .together)
        try await again.close()
    }

    @Test("without its keys it is restored with those that were kept elsewhere, and with no others")
    func keys() async throws {
        let city = try await TestCity()
        let place = try Place(), other = try Place()
        #expect(try await !city.backUp(to: place.file, withKeys: false).hasKeys)
        await #expect(throws: Problem("backup.no_keys", .invalid)) { try await place.restore(city) }
        #expect(!FileManager.default.fileExists(atPath: place.path))

        let stranger = DataDirectory.Marker(city: "kaifeng", isDemo: false, address: "http://localhost:8080")
        try await Platform.create(other.path, stranger, resources: TestCity.resources(), clock: city.clock).platform.close()
        await #expect(throws: Problem("backup.wrong_keys", .invalid)) { try await place.restore(city, keys: "\(other.path)/keys") }
        #expect(!FileManager.default.fileExists(atPath: place.path))

        #expect(try await place.restore(city, keys: "\(city.path)/keys").audit.isIntact)
        _ = try DataDirectory(opening: place.path).masterKey()
    }

    @Test("half restored it is refused, whoever asks")
    func half() async throws {
        let city = try await TestCity()
        let place = try Place()
        _ = try await city.backUp(to: place.file)
        let task = Task {
            try await place.restore(city) { progress in
                if progress.phase == .tables { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(DataDirectory.exists(at: place.path))
        #expect(throws: Problem("backup.half_restored", .conflict)) { try DataDirectory(opening: place.path) }
        await #expect(throws: Problem("data.not_empty", .conflict)) { try await place.restore(city) }
    }

    @Test("its rows move to PostgreSQL and back, and the old database stays as it was",
          .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"))
    func migrate() async throws {
        let city = try await TestCity()
        let record = try await city.granted()
        let place = try Place()
        _ = try await city.backUp(to: place.file)
        _ = try await place.restore(city)
        try await PostgresServer.shared().withDatabase { url in
            let outcome = try await DataDirectory(opening: place.path, waiving: .losingData).migrateDatabase(
                to: Secret(url), resources: TestCity.resources(), clock: city.clock)
            #expect(outcome.audit.isIntact)
            let there = try DataDirectory(opening: place.path)
            #expect(there.places.database?.reveal() == url)
            let platform = try await Platform(opening: there, resources: TestCity.resources(), clock: city.clock)
            #expect(platform.database.engine.name == .postgres)
            #expect(try await platform.cases.track(query: record.query, password: record.password, from: "test").id == record.id)
            // Whatever its month, nothing lies in what is left over.
            for rest in ["act_rest", "cases_rest", "case_step_rest"] {
                let query = SQL(stringLiteral: "SELECT COUNT(*) AS n FROM \(rest)")
                #expect(try await platform.database.read { try $0.row(query)?.get("n", as: Int.self) } == 0, "\(rest)")
            }
            try await platform.close()

            // A node on another machine, of which the directory's own lock knows nothing.
            try FileManager.default.copyItem(atPath: place.path, toPath: "\(place.path)-elsewhere")
            let elsewhere = try DataDirectory(opening: "\(place.path)-elsewhere")
            let node = try await Platform(opening: elsewhere, resources: TestCity.resources(), clock: city.clock)
            await #expect(throws: Problem("storage.in_use", .conflict)) {
                try await there.migrateDatabase(to: nil, resources: TestCity.resources(), clock: city.clock)
            }
            try await node.close()

            await #expect(throws: Problem("backup.not_empty", .conflict)) {
                try await there.migrateDatabase(to: nil, resources: TestCity.resources(), clock: city.clock)
            }
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: there.database + ending) }
            #expect(try await there.migrateDatabase(to: nil, resources: TestCity.resources(), clock: city.clock).audit.isIntact)
            let back = try DataDirectory(opening: place.path)
            #expect(back.places.database == nil)
            let home = try await Platform(opening: back, resources: TestCity.resources(), clock: city.clock)
            #expect(try await home.filesMark.standing() == .together)
            try await home.close()
        }
    }
}

extension TestCity {
    fileprivate func backUp(to file: String, withKeys: Bool = true, withFiles: Bool = true) async throws -> Manifest {
        try await DataDirectory(opening: path).backUp(to: file, release: "0.1.0", withKeys: withKeys, withFiles: withFiles, clock: clock)
    }
}

/// Where a backup lies, and where it is restored.
private final class Place: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "tongban-place-\(UUID().uuidString)").path

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    var file: String { "\(folder)/city.backup" }
    var path: String { "\(folder)/city" }

    @discardableResult
    func restore(_ city: TestCity, keys: String? = nil, progress: @escaping Backup.Listener = { _ in }) async throws -> Backup.Outcome {
        try await DataDirectory.restore(
            file, to: path, keys: keys, resources: TestCity.resources(), clock: city.clock, progress: progress)
    }
}
