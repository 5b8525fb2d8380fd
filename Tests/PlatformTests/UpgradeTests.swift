import Cases
import Catalogue
import Forms
import Foundation
import Identity
import Kernel
import Ledger
import Licences
import Platform
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
        _ = try await platform.identity.signIn("lixiaomei", password: Secret(known.password), from: "127.0.0.1")
        try await platform.close()
        #expect(try await directory.pendingMigrations(TestCity.resources()).isEmpty)
        #expect(try await DataAudit.run(directory).isIntact)
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
