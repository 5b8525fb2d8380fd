import Cases
import Kernel
import Ledger
import Platform
import Signing
import Storage
import Supervision
import TestKit
import Testing
import Web

/// What another release, or a hand, has written into a column of which only some values are known.
@Suite("Values that nobody knows") struct UnknownValueTests {
    static let columns: [(table: String, column: String)] = [
        ("cases", "phase"), ("cases", "source"), ("cases", "result"), ("case_material", "verdict"), ("case_document", "kind"),
        ("light", "phase"),
    ]

    @Test("a case isn't shown as closed, nor anything else as what it isn't: the reading fails and names the place", arguments: columns)
    func rows(table: String, column: String) async throws {
        let city = try await TestCity(), record = try await city.accepted()
        try await city.platform.sequencer.settle()
        let key = table == "cases" ? "id" : "case_id"
        try await city.platform.database.write { tx in
            try tx.execute(TestDatabase.engine == .sqlite ? "PRAGMA ignore_check_constraints = ON"
                : SQL(stringLiteral: "ALTER TABLE \(table) DROP CONSTRAINT IF EXISTS \(table)_\(column)_check"))
            try tx.execute(SQL(stringLiteral: "UPDATE \(table) SET \(column) = 'tomorrow' WHERE \(key) = '\(record.id)'"))
        }
        let problem = await #expect(throws: Problem("storage.unknown_value", .fault)) {
            _ = try await city.platform.cases.file(record.id, in: .platform)
            _ = try await city.platform.supervision.light(ofCase: record.id)
        }
        #expect(problem?.arguments == ["table": table, "column": column, "value": "tomorrow"])
    }

    @Test("an overdue case isn't green in a list because its light can't be read", .enabled(if: TestDatabase.engine == .sqlite))
    func lights() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        try await city.platform.sequencer.settle()
        try await city.platform.database.write { tx in
            try tx.execute("PRAGMA ignore_check_constraints = ON")
            try tx.execute("UPDATE light SET colour = 'purple' WHERE case_id = \(record.id)")
        }
        await #expect(throws: Problem("storage.unknown_value", .fault)) { _ = try await city.platform.supervision.light(ofCase: record.id) }
    }

    @Test("an act of a phase that this release doesn't know stops the reader instead of leaving the old light")
    func acts() async throws {
        let city = try await TestCity(), record = try await city.accepted()
        try await city.platform.sequencer.settle()
        let act = Act(ID(at: city.clock.now, SystemRandom()), "case.parked", of: record.subject, by: .system("test"), at: city.clock.now,
                      facts: ["phase": "parked"])
        try await city.platform.ledger.command { _ in Acted(recording: act) }
        await #expect(throws: Problem("storage.unknown_value", .fault)) { try await city.platform.sequencer.settle() }
    }
}
