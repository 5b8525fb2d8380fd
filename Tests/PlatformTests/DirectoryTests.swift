import Cases
import Catalogue
import Files
import Foundation
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Signing
import Storage
import TestKit
import Testing
import Web

/// What `tongban init`, `serve`, `doctor` and `verify` rest on.
@Suite("Data directories") struct DirectoryTests {
    @Test("a directory that was made opens, again and again, with all that was loaded")
    func opens() async throws {
        let city = try await TestCity()
        #expect(city.platform.catalogue.current.items.count > 100)
        #expect(city.platform.organisations.directory.regions.count > 100)
        #expect(try await city.platform.identity.demoAccounts().contains { $0.login == "lixiaomei" })
        let record = try await city.submitted()
        try await city.platform.close()
        let again = try await Self.open(city)
        #expect(try await again.cases.track(query: record.query, password: record.password, from: "test").id == record.id)
        #expect(again.catalogue.current.items.count == city.platform.catalogue.current.items.count)
        try await again.close()
    }

    @Test("only its owner may read it")
    func permissions() async throws {
        let city = try await TestCity()
        let mode = { (path: String) in try FileManager.default.attributesOfItem(atPath: "\(city.path)/\(path)")[.posixPermissions] as? Int }
        for folder in ["keys", "files"] { #expect(try mode(folder) == 0o700, "\(folder)") }
        for file in ["keys/master.key", "keys/ledger.key"] { #expect(try mode(file) == 0o600, "\(file)") }
    }

    @Test("a directory with something in it isn't made anew")
    func second() async throws {
        let city = try await TestCity()
        let marker = DataDirectory.Marker(city: "kaifeng", isDemo: true, address: "http://localhost:8080")
        await #expect(throws: Problem("data.not_empty", .conflict)) {
            try await Platform.create(city.path, marker, resources: TestCity.resources())
        }
        #expect(throws: Problem("data.not_empty", .conflict)) { try DataDirectory(making: city.path, marker) }
    }

    @Test("what is no directory of ours is said to be none")
    func missing() async throws {
        #expect(throws: Problem("data.missing", .notFound)) { try DataDirectory(opening: "/nowhere/at/all") }
        let city = try await TestCity()
        try Data("{}".utf8).write(to: URL(filePath: "\(city.path)/tongban.json"))
        #expect(throws: Problem("data.damaged", .fault)) { try DataDirectory(opening: city.path) }
    }

    @Test("a city that there is no data of is said to be missing")
    func noCity() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "tongban-\(UUID().uuidString)").path
        let marker = DataDirectory.Marker(city: "luoyang", isDemo: false, address: "http://localhost:8080")
        await #expect(throws: Problem("city.file", .notFound)) { try await Platform.create(path, marker, resources: TestCity.resources()) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("keys that are missing, cut or another's are refused by name", arguments: [
        ("keys/master.key", nil), ("keys/master.key", "abc"), ("keys/master.key", String(repeating: "0", count: 64)),
        ("keys/ledger.key", nil), ("keys/ledger.key", "abc"), ("keys/ledger.pem", nil), ("keys/ledger.pem", "abc"),
    ] as [(String, String?)])
    func keys(file: String, text: String?) async throws {
        let city = try await TestCity()
        try await city.platform.close()
        let path = "\(city.path)/\(file)"
        try FileManager.default.removeItem(atPath: path)
        if let text { try Data(text.utf8).write(to: URL(filePath: path)) }
        let error = await #expect(throws: Problem.self) { try await Self.open(city) }
        #expect(error?.code == "data.key", "\(String(describing: error))")
    }

    @Test("the doctor finds a sound city well")
    func doctor() async throws {
        let city = try await TestCity()
        let findings = try await city.platform.examine()
        #expect(findings.count >= 6)
        #expect(findings.filter { $0.mark == .ill }.map(\.what) == [])
        // Only rows elsewhere can be shared by several nodes, and then the files must be too.
        let isReminded = findings.contains { $0.mark == .reminder && $0.what.contains("\(city.path)/files") }
        #expect(isReminded == (TestDatabase.engine == .postgres))
    }

    @Test("the doctor says which seals end, which have ended, and who has none")
    func seals() async throws {
        let city = try await TestCity(), seals = city.platform.organisations.seals, clerk = Actor.system("test")
        let first = try #require(try await seals.records().min { $0.validUntil < $1.validUntil })
        let body = city.platform.organisations.directory.name(ofBody: first.body)
        let said = { try await city.platform.examine().filter { $0.what.contains(body) && $0.what.contains("seal") } }
        #expect(try await said() == [])
        city.clock.advance(first.validUntil - city.clock.now - .days(30))
        #expect(try await said().map(\.mark) == [.reminder])
        city.clock.advance(.days(31))
        #expect(try await said().map(\.mark) == [.ill])
        // What the nightly upkeep does.
        #expect(try await seals.renewEnding() > 0)
        #expect(try await said() == [])
        let next = try #require(try await seals.records().first { $0.body == first.body && $0.isInForce })
        try await seals.withdraw(next.id, reason: "遗失", by: clerk)
        #expect(try await said().map(\.mark) == [.ill])
        _ = try await seals.makeAnew(for: first.body, by: clerk)
        #expect(try await said() == [])
    }

    static func open(_ city: TestCity) async throws -> Platform {
        try await Platform(opening: DataDirectory(opening: city.path), resources: TestCity.resources(), clock: city.clock)
    }
}

@Suite("Auditing a data directory") struct AuditTests {
    @Test("what was done is intact, also under the key that is trusted")
    func intact() async throws {
        let city = try await TestCity()
        _ = try await city.granted()
        let directory = try DataDirectory(opening: city.path)
        let report = try await DataAudit.run(directory, clock: city.clock)
        #expect(report.isIntact && report.acts > 20 && report.heads > 0, "\(report.problems)")
        let stranger = try SM2PrivateKey.generate().publicKey
        #expect(try await !DataAudit.run(directory, trusting: stranger, clock: city.clock).isIntact)
    }

    @Test("whatever is changed behind the ledger's back is found", arguments: [
        "UPDATE act SET facts = replace(facts, 'online', 'window') WHERE kind = 'case.accepted'",
        "UPDATE act SET facts = replace(facts, '2026-10-12', '2026-10-13') WHERE kind = 'case.accepted'",
        "UPDATE act SET at = at - 86400000 WHERE kind = 'case.granted'",
        "UPDATE act SET actor = replace(actor, '郑红', '郑虹') WHERE kind = 'case.granted'",
        "UPDATE act SET kind = 'case.refused' WHERE kind = 'case.granted'",
        "DELETE FROM act WHERE kind = 'case.passed'",
        "UPDATE ledger_head SET root = substr(signature, 1, 32) WHERE size = (SELECT MAX(size) FROM ledger_head)",
        "DELETE FROM ledger_head WHERE size = (SELECT MAX(size) FROM ledger_head)",
    ])
    func tampered(statement: String) async throws {
        let city = try await TestCity()
        _ = try await city.granted()
        let touched = try await city.platform.database.write { try $0.execute(SQL(stringLiteral: statement)) }
        try #require(touched > 0)
        city.clock.advance(.hours(1))
        let report = try await DataAudit.run(DataDirectory(opening: city.path), clock: city.clock)
        #expect(!report.isIntact, "\(statement)")
    }
}
