import Backup
import Kernel
import Ledger
import Signing
import Storage
import StorageSQLite
import Testing

@Suite("A copy from database to database") struct CopyTests {
    @Test("has the same rows and an intact ledger, and leaves its source alone")
    func copy() async throws {
        let city = try await Installation()
        try await city.act(50)
        try await city.addSpecimens(700)
        try await city.addAccounts(3000)
        let before = try await city.database.everything()
        let target = try SQLiteDatabase.temporary()
        let heard = Arrival()
        let outcome = try await Backup.copy(
            from: city.database, to: target, migrations: Schema.all, trusting: city.identity.certificate.publicKey,
            at: Installation.start) { progress in
                heard.count()
                #expect(progress.done <= progress.total)
            }
        #expect(outcome.audit.isIntact && outcome.audit.acts == 50)
        #expect(outcome.rows == before.values.reduce(0) { $0 + $1.count })
        #expect(heard.value > 3)
        #expect(try await target.everything() == before)
        #expect(try await city.database.everything() == before)
    }

    @Test("is not made of a database of a later release, and nothing is begun then")
    func newer() async throws {
        let city = try await Installation()
        let target = try SQLiteDatabase.temporary()
        await #expect(throws: Problem("backup.newer_schema", .invalid)) {
            try await Backup.copy(from: city.database, to: target, migrations: [Schema.ledger], at: Installation.start)
        }
        #expect(try await target.everything().isEmpty)
    }

    @Test("is not finished when somebody writes its source meanwhile")
    func served() async throws {
        let city = try await Installation()
        try await city.addAccounts(20_000)
        let target = try SQLiteDatabase.temporary()
        let (pages, heard) = AsyncStream<Void>.makeStream()
        let writer = Task {
            for await _ in pages { try await city.addSpecimen() }
        }
        await #expect(throws: Problem("backup.source_changed", .conflict)) {
            try await Backup.copy(from: city.database, to: target, migrations: Schema.all, at: Installation.start) { _ in heard.yield() }
        }
        heard.finish()
        try await writer.value
        await #expect(throws: Problem("backup.half_restored", .conflict)) { try await Backup.refuseUnfinished(target) }
    }

    @Test("is not finished when somebody writes its source while the copy's ledger is checked")
    func servedLate() async throws {
        let city = try await Installation()
        try await city.actAtOnce(12_000)
        let target = try SQLiteDatabase.temporary()
        let (steps, heard) = AsyncStream<Void>.makeStream()
        let writer = Task {
            for await _ in steps { try await city.addSpecimen() }
        }
        await #expect(throws: Problem("backup.source_changed", .conflict)) {
            try await Backup.copy(from: city.database, to: target, migrations: Schema.all, at: Installation.start) { progress in
                if progress.phase == .ledger { heard.yield() }
            }
        }
        heard.finish()
        try await writer.value
        await #expect(throws: Problem("backup.half_restored", .conflict)) { try await Backup.refuseUnfinished(target) }
    }

    @Test("says so when the ledger was not intact already where it comes from")
    func damagedLedger() async throws {
        let city = try await Installation()
        try await city.act(5)
        try await city.database.write { try $0.send("UPDATE act SET facts = '{}' WHERE entry = 3") }
        let target = try SQLiteDatabase.temporary()
        let outcome = try await Backup.copy(from: city.database, to: target, migrations: Schema.all, at: Installation.start)
        #expect(outcome.audit.problems.map(\.code).contains("audit.act"))
    }
}
