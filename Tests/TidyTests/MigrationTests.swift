import Foundation
import Testing

/// Steps of the schema are numbered in one row, and what has been released is never edited: data directories have run it.
@Suite("Migrations") struct MigrationTests {
    static let steps = House.files(in: "Sources", endings: [".sql"]).filter { $0.path.contains("/Migrations/") }

    @Test("each is called NNNN_name.sql, or NNNN_name.engine.sql, and no number stands twice")
    func names() {
        #expect(!Self.steps.isEmpty)
        for step in Self.steps { #expect(step.name.wholeMatch(of: /\d{4}_[a-z_]+(\.(sqlite|postgres))?\.sql/) != nil, "\(step)") }
        let ofOne = names(of: "sqlite")
        #expect(Set(ofOne.map { $0.prefix(4) }).count == ofOne.count)
    }

    @Test("each is written for both engines")
    func engines() { #expect(names(of: "sqlite") == names(of: "postgres")) }

    /// Those for this engine alone, and those for both.
    private func names(of engine: String) -> [String] {
        Self.steps.map { $0.name.split(separator: ".").map(String.init) }.filter { $0.count == 2 || $0[1] == engine }.map { $0[0] }.sorted()
    }

    @Test("each is as it was when it was locked")
    func unchanged() throws {
        let lock = try #require(TextFile("Sources/Platform/Migrations/migrations.lock"))
        let locked = lock.lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }.map(String.init)
        let found = Self.steps.sorted { $0.name < $1.name }.map { "\($0.name) \(fingerprint($0.text))" }
        #expect(found == locked, "a new step is added to migrations.lock; an old one is left as it is")
    }

    /// FNV-1a of 64 bits: this guards against a slip, not against an attacker.
    private func fingerprint(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
