import Cases
import Catalogue
import Forms
import Foundation
import Identity
import Kernel
import Ledger
import Licences
import Organisations
import Platform
import Signing
import Storage
import TestKit
import Testing

/// Data of every released version, as that release left it: brought forward by this one, with nothing lost.
@Suite("Upgrades", .enabled(if: TestDatabase.engine == .sqlite, "earlier releases knew SQLite only")) struct UpgradeTests {
    static let released = try? FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".tar.gz") }.sorted()
    private static let folder = "\(TestCity.root)/Tests/PlatformTests/Fixtures/released"

    private struct Known: Decodable {
        struct Case: Decodable { let query: String, code: String }
        let password: String, cases: [Case]
    }

    @Test("the fixtures are there") func fixtures() { #expect(Self.released?.isEmpty == false) }

    @Test("a city of an earlier release is opened, verified and served", arguments: released ?? [])
    func forward(archive: String) async throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "tongban-upgrade-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        try unpack("\(Self.folder)/\(archive)", into: place)
        let directory = try DataDirectory(opening: "\(place)/\(archive.replacing(".tar.gz", with: ""))")
        let text = try #require(FileManager.default.contents(atPath: "\(directory.path)/known.json"))
        let known = try JSONText.decode(Known.self, from: Array(text))

        let pending = try await directory.pendingMigrations(TestCity.resources())
        #expect(!pending.isEmpty && Set(pending).count == pending.count)
        #expect(try await directory.pendingMigrations(TestCity.resources()) == pending)

        let platform = try await Platform(opening: directory, resources: TestCity.resources())
        try await platform.settle()
        for record in known.cases {
            #expect(try await platform.cases.track(query: record.query, password: record.code, from: "test").query == record.query)
        }
        for item in platform.catalogue.current.items { #expect(try !item.form.fields.isEmpty, "\(item.item.slug)") }
        let granted = try await platform.cases.track(query: known.cases[0].query, password: known.cases[0].code, from: "test")
        #expect(granted.result == .granted)
        #expect(try await platform.licences.find(ofCase: granted.id.text) != nil)
        try await checkSeals(platform)
        _ = try await platform.identity.signIn("lixiaomei", password: Secret(known.password), from: "127.0.0.1")
        try await platform.close()
        #expect(try await directory.pendingMigrations(TestCity.resources()).isEmpty)
        #expect(try await DataAudit.run(directory).isIntact)
    }

    /// Seals of the first release, whose maker's certificate bears no mark, are good for what they seal; a body's key makes none.
    private func checkSeals(_ platform: Platform) async throws {
        let seals = platform.organisations.seals, trust = try await seals.trust(), now = SystemClock().now, hash = SM3.hash(Array("原文".utf8))
        let records = try await seals.records()
        #expect(!records.isEmpty && records.allSatisfy(\.isInForce))
        for record in records {
            let stamper = try await seals.stamper(for: record.body)
            #expect(stamper.id == record.id)
            let stamp = try SealSignature.make(
                seal: stamper.seal, signer: stamper.identity, dataHash: hash, propertyInfo: "/S.xml", at: now, trusting: trust)
            #expect(stamp.verify(dataHash: hash, trusting: trust).allPassed)
            #expect(!trust.mayMakeSeals(stamper.certificate, at: now))
            #expect(trust.mayMakeSeals(stamper.seal.makerCertificate, at: record.madeAt))
        }
        let first = try #require(records.first)
        try await seals.withdraw(first.id, reason: "升级后换发", by: .system("test"))
        let anew = try await seals.makeAnew(for: first.body, by: .system("test"))
        let made = try await seals.stamper(for: first.body)
        #expect(made.id == anew && made.seal.makerCertificate.isMarked(for: .makingSeals))
        #expect(try await made.seal.verify(at: SystemClock().now, trusting: seals.trust()).allPassed)
    }

    private func unpack(_ archive: String, into place: String) throws {
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = ["tar", "-xzf", archive, "-C", place]
        try tar.run()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
    }
}
