@testable import Backup
import Kernel
import Storage
import Testing

@Suite("A large backup") struct SizeTests {
    @Test("of a hundred thousand rows goes through memory in pieces of about a megabyte")
    func rows() async throws {
        let city = try await Installation()
        for _ in 0..<10 { try await city.addAccounts(10_000) }
        try await city.addSpecimens(900, textLength: 5000)
        let manifest = try await city.backUp()
        #expect(manifest.rows >= 100_900)

        let reader = try ArchiveReader(city.file)
        var largest = 0, pieces = 0
        while let entry = try reader.next() {
            guard case .piece = EntryName(path: entry.name) else { continue }
            (largest, pieces) = (max(largest, entry.size), pieces + 1)
        }
        #expect(pieces > 2)
        #expect(largest < 2 * Limits.piece)

        let target = try city.target()
        let outcome = try await city.restore(into: target)
        #expect(outcome.rows == manifest.rows)
        #expect(try await target.database.count("account") == 100_000)
        #expect(try await target.database.count("specimen WHERE LENGTH(note) = 5000") == 150)
    }

    @Test("reads fewer rows at once where rows are large")
    func pages() {
        var pages = TablePages(TableShape(name: "t", columns: [.init("id", .integer)], key: ["id"], references: [], rows: 0))
        pages.measured(50 * 100_000, rows: 50)
        #expect(pages.limit == 2)
        pages.measured(2 * 10, rows: 2)
        #expect(pages.limit == 8)
    }
}
