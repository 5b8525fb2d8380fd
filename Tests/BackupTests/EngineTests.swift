import Backup
import Foundation
import Kernel
import Ledger
import Signing
import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import TestPostgres
import Testing

@Suite("Between the engines", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed")) struct EngineTests {
    @Test("a backup goes from SQLite to PostgreSQL and back, and not a value changes")
    func backup() async throws {
        let city = try await filled()
        let before = try await city.database.everything()
        try await city.backUp()
        try await withPostgres { postgres in
            let target = Installation.Target(database: postgres, files: try city.target("there").files)
            let outcome = try await city.restore(into: target, Schema.steps(of: .postgres))
            #expect(outcome.audit.isIntact && outcome.files == 1)
            #expect(try await postgres.everything() == before)

            let file = "\(city.folder)/back.backup"
            let source = Backup.Source(database: postgres, files: target.files, city: "kaifeng", release: "0.1.0")
            let manifest = try await Backup.make(file, of: source, at: Installation.start)
            #expect(manifest.engine == "postgres")
            let examined = try await Backup.examine(file, for: Schema.all)
            let back = try city.target("back")
            _ = try await Backup.restore(examined, into: back.database, files: back.files, at: Installation.start)
            #expect(try await back.database.everything() == before)
        }
    }

    @Test("a copy goes from SQLite to PostgreSQL and back, and not a value changes")
    func copy() async throws {
        let city = try await filled()
        let before = try await city.database.everything()
        try await withPostgres { postgres in
            let there = try await Backup.copy(
                from: city.database, to: postgres, migrations: Schema.steps(of: .postgres), at: Installation.start)
            #expect(there.audit.isIntact)
            #expect(try await postgres.everything() == before)
            let back = try SQLiteDatabase.temporary()
            _ = try await Backup.copy(from: postgres, to: back, migrations: Schema.all, at: Installation.start)
            #expect(try await back.everything() == before)
        }
    }

    @Test("acts go on being numbered after the last one")
    func numbering() async throws {
        let city = try await filled()
        try await withPostgres { postgres in
            _ = try await Backup.copy(from: city.database, to: postgres, migrations: Schema.steps(of: .postgres), at: Installation.start)
            let act = Act(
                ID(at: Installation.start, SystemRandom()), "case.noted", of: Subject("case", "A"), by: .system("test"),
                at: Installation.start)
            let ledger = Ledger(postgres, city: "开封市")
            try await ledger.command { _ in Acted(recording: act) }
            let entry: Int? = try await postgres.read { try $0.row("SELECT entry FROM act WHERE id = \(act.id)")?.get("entry") }
            #expect(entry == 301)
            try await Sequencer(ledger, signing: city.identity, clock: StandingClock(Installation.start)).settle()
            #expect(try await ledger.head()?.size == 301)
        }
    }

    @Test("a restore into PostgreSQL that was stopped is refused there too")
    func stopped() async throws {
        let city = try await filled()
        try await city.addAccounts(20_000)
        try await city.backUp()
        try await withPostgres { postgres in
            let target = Installation.Target(database: postgres, files: try city.target().files)
            let canceller = Canceller()
            let task = Task {
                await canceller.armed()
                try await city.restore(into: target, Schema.steps(of: .postgres)) { if $0.phase == .tables { canceller.cancel() } }
            }
            canceller.arm(task.cancel)
            await #expect(throws: CancellationError.self) { try await task.value }
            await #expect(throws: Problem("backup.half_restored", .conflict)) { try await Backup.refuseUnfinished(postgres) }
            await #expect(throws: Problem("backup.half_restored", .conflict)) {
                try await city.restore(into: target, Schema.steps(of: .postgres))
            }
        }
    }

    @Test("every table of the whole platform has its place in either engine")
    func schema() async throws {
        let (small, large) = (try steps(of: .sqlite), try steps(of: .postgres))
        #expect(small.map(\.name) == large.map(\.name) && small.count > 5)
        let sqlite = try SQLiteDatabase.temporary()
        try await sqlite.migrate(small)
        try await withPostgres { postgres in
            _ = try await Backup.copy(from: sqlite, to: postgres, migrations: large, at: Installation.start)
            let columns = { (shape: TableShape) in (shape.name, shape.columns.sorted { $0.name < $1.name }) }
            let (here, there) = (try await sqlite.read { try $0.tables() }, try await postgres.read { try $0.tables() })
            #expect(Dictionary(uniqueKeysWithValues: here.map(columns)) == Dictionary(uniqueKeysWithValues: there.map(columns)))
        }
    }

    private func filled() async throws -> Installation {
        let city = try await Installation()
        try await city.act(300)
        try await city.addSpecimens(500)
        try await city.addAccounts(10)
        try await city.addPaper([1, 2, 3])
        return city
    }

    private func withPostgres(_ work: @escaping @Sendable (PostgresDatabase) async throws -> Void) async throws {
        try await PostgresServer.shared().withDatabase { url in
            let database = try await PostgresDatabase(url: url, options: .careless)
            try await work(database)
            try await database.close()
        }
    }

    /// Every step of every room.
    private func steps(of engine: Engine.Name) throws -> [Migration] {
        let ending = ".\(engine.rawValue).sql"
        let files = try FileManager.default.subpathsOfDirectory(atPath: Schema.sources).filter { $0.hasSuffix(ending) }
        return try files.map { file in
            let name = URL(filePath: file).lastPathComponent.replacing(ending, with: "")
            return Migration(name: name, script: try String(contentsOfFile: "\(Schema.sources)/\(file)", encoding: .utf8))
        }.sorted { $0.name < $1.name }
    }
}
