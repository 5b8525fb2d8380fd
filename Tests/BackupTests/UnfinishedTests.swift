import Backup
import Kernel
import Storage
import StorageSQLite
import Testing

@Suite("A restore that was stopped") struct UnfinishedTests {
    @Test("is refused by whoever opens it, backs it up, restores into it or copies it")
    func refused() async throws {
        let city = try await Installation()
        try await city.addAccounts(20_000)
        try await city.backUp()
        let target = try city.target()
        let canceller = Canceller()
        let task = Task {
            await canceller.armed()
            try await city.restore(into: target) { if $0.phase == .tables { canceller.cancel() } }
        }
        canceller.arm(task.cancel)
        await #expect(throws: CancellationError.self) { try await task.value }

        let refusal = Problem("backup.half_restored", .conflict)
        await #expect(throws: refusal) { try await Backup.refuseUnfinished(target.database) }
        await #expect(throws: refusal) { try await city.restore(into: target) }
        let half = Backup.Source(database: target.database, files: nil, city: "kaifeng", release: "0.1.0")
        await #expect(throws: refusal) { try await Backup.make("\(city.folder)/half", of: half, at: Installation.start) }
        let other = try SQLiteDatabase.temporary()
        await #expect(throws: refusal) {
            try await Backup.copy(from: target.database, to: other, migrations: Schema.all, at: Installation.start)
        }
        #expect(try city.names().contains("half") == false)
    }

    @Test("is not begun in a database that has tables, and leaves that as it is")
    func notEmpty() async throws {
        let city = try await Installation()
        try await city.addSpecimens(3)
        try await city.backUp()
        let before = try await city.database.everything()
        await #expect(throws: Problem("backup.not_empty", .conflict)) {
            try await city.restore(into: Installation.Target(database: city.database, files: city.files))
        }
        #expect(try await city.database.everything() == before)
    }
}
