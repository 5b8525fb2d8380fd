import Backup
import Files
import Foundation
import Kernel
import Ledger
import Signing
import Storage
import StorageSQLite
import Testing

@Suite("A backup that is restored") struct RoundTripTests {
    @Test("gives back every row, every file and the ledger")
    func everything() async throws {
        let city = try await Installation()
        try await city.act(300)
        try await city.addSpecimens(500)
        var digests: Set<Digest> = []
        for size in [0, 1, 262_144, 1_000_003] { digests.insert(try await city.addPaper(SeededRandom(seed: UInt64(size)).bytes(size))) }
        // A file that no row names: perhaps one that was just sent.
        digests.insert(try await city.files.put(Array("draft".utf8)).digest)
        let manifest = try await city.backUp()
        #expect(manifest.head?.size == 300)
        #expect(manifest.tables.first { $0.name == "specimen" }?.rows == 500)
        #expect(manifest.tables.first { $0.name == "untouched" }?.rows == 0)

        let target = try city.target()
        let outcome = try await city.restore(into: target)
        #expect(outcome.audit.isIntact && outcome.audit.acts == 300)
        #expect(outcome.files == digests.count)
        #expect(try await target.database.everything() == city.database.everything())
        for digest in digests { #expect(try await target.files.readAll(digest, limit: 2_000_000).count == city.files.size(digest)) }
        try await Backup.refuseUnfinished(target.database)
    }

    @Test("says what is in it, and keeps the directory's own files")
    func contents() async throws {
        let city = try await Installation()
        try await city.act(1)
        let manifest = try await city.backUp()
        let examined = try await city.examine()
        #expect(examined.manifest == manifest)
        #expect(examined.own == city.own)
        #expect(manifest.hasKeys && manifest.hasFiles)
        #expect((manifest.city, manifest.release, manifest.engine) == ("kaifeng", "0.1.0", "sqlite"))
        #expect(manifest.migrations == Schema.all.map(\.name))
    }

    @Test("is for its owner's eyes only")
    func permissions() async throws {
        let city = try await Installation()
        try await city.backUp()
        let attributes = try FileManager.default.attributesOfItem(atPath: city.file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: city.folder).sorted() == ["city.backup", "files"])
    }

    @Test("can leave the stored files out")
    func withoutFiles() async throws {
        let city = try await Installation()
        try await city.addPaper([1, 2, 3])
        let manifest = try await Backup.make(city.file, of: city.source(withFiles: false), at: Installation.start)
        #expect(!manifest.hasFiles)
        let target = try city.target()
        #expect(try await city.restore(into: target).files == 0)
        #expect(try await target.database.count("paper") == 1)
    }

    @Test("numbers the next act after the last one")
    func numbering() async throws {
        let city = try await Installation()
        try await city.act(5)
        try await city.backUp()
        let target = try city.target()
        try await city.restore(into: target)
        let ledger = Ledger(target.database, city: "开封市")
        let act = Act(
            ID(at: Installation.start, SystemRandom()), "case.noted", of: Subject("case", "A"), by: .system("test"),
            at: Installation.start)
        try await ledger.command { _ in Acted(recording: act) }
        try await Sequencer(ledger, signing: city.identity, clock: StandingClock(Installation.start)).settle()
        #expect(try await ledger.head()?.size == 6)
    }

    @Test("of an older release gets the schema that it had, its rows, and then what is new")
    func forward() async throws {
        let city = try await Installation()
        try await city.addSpecimens(10)
        try await city.backUp()
        let newer = Migration(name: "0003_colour", script: """
            ALTER TABLE specimen ADD COLUMN colour TEXT NOT NULL DEFAULT 'white';
            UPDATE specimen SET colour = 'old' WHERE number < 10;
            CREATE TABLE shade (name TEXT NOT NULL PRIMARY KEY);
            INSERT INTO shade (name) VALUES ('dark');
            """)
        let target = try city.target()
        try await city.restore(into: target, Schema.all + [newer])
        #expect(try await target.database.count("specimen WHERE colour = 'old'") == 10)
        #expect(try await target.database.count("shade") == 1)
        #expect(try await target.database.pendingMigrations(Schema.all + [newer]) == [])
    }

    @Test("puts its rows in place of those that the schema's own steps add")
    func seeds() async throws {
        let seeding = Migration(name: "0003_seed", script: "INSERT INTO account (id, balance) VALUES (1, 5), (2, 7);")
        let city = try await Installation()
        try await city.database.migrate(Schema.all + [seeding])
        try await city.database.write { try $0.send("UPDATE account SET balance = 9 WHERE id = 1") }
        try await city.backUp()
        let target = try city.target()
        try await city.restore(into: target, Schema.all + [seeding])
        #expect(try await target.database.count("account WHERE (id = 1 AND balance = 9) OR (id = 2 AND balance = 7)") == 2)
        #expect(try await target.database.count("account") == 2)
    }
}
