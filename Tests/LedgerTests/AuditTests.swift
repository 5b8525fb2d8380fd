import Kernel
import Signing
import Storage
import Testing
import Ledger

@Suite("The audit")
struct AuditTests {
    @Test("an empty ledger is intact")
    func empty() async throws {
        let report = try await Fixture().audit()
        #expect(report.isIntact)
        #expect(report.acts == 0)
    }

    @Test("an intact ledger of several tiles has no problems, and the audit tells how far it is")
    func intact() async throws {
        let city = try await sequenced(5000)
        let (steps, listener) = AsyncStream<LedgerAudit.Progress>.makeStream()
        let report = try await LedgerAudit(signatures: .every, expecting: Fixture.start).run(city.database) { listener.yield($0) }
        listener.finish()
        #expect(report.problems == [])
        #expect([report.acts, report.heads, report.signatures] == [5000, 3, 3])
        let heard = await steps.reduce(into: [LedgerAudit.Progress]()) { $0.append($1) }
        #expect(heard.map(\.done) == [4096, 5000, 5000] && heard.allSatisfy { $0.total == 5000 })
        #expect(heard.map(\.stage) == [.acts, .acts, .signatures])
    }

    @Test("any change of an act is found at its position", arguments: [
        "UPDATE act SET kind = 'case.refused' WHERE position = 300", "UPDATE act SET subject_id = 'B' WHERE position = 300",
        "UPDATE act SET subject_kind = 'x' WHERE position = 300",
        "UPDATE act SET related_kind = 'x', related_id = 'y' WHERE position = 300",
        "UPDATE act SET at = at + 1 WHERE position = 300", "UPDATE act SET facts = '{}' WHERE position = 300",
        "UPDATE act SET actor = replace(actor, '42', '43') WHERE position = 300", "UPDATE act SET id = 'x' WHERE position = 300",
    ] as [SQL])
    func changedAct(_ sql: SQL) async throws {
        let found = try await found(after: sql)
        #expect(found.first == "audit.act 300")
        #expect(found.dropFirst().allSatisfy { !$0.hasPrefix("audit.act") && !$0.hasPrefix("audit.signature") })
    }

    @Test("other damage is found, and told apart", arguments: [
        ("DELETE FROM act WHERE position = 300", ["audit.gap 300"]),
        ("UPDATE ledger_tile SET hashes = (SELECT substr(signature, 1, 32) FROM ledger_head LIMIT 1) WHERE level = 1", ["audit.tile 1/0"]),
        ("DELETE FROM ledger_tile WHERE level = 0 AND idx = 1", ["audit.tile 0/1"]),
        ("UPDATE ledger_tile SET hashes = \([0] as [UInt8]) WHERE level = 0 AND idx = 0", ["audit.tile 0/0"]),
        ("UPDATE ledger_head SET root = substr(signature, 1, 32)", ["audit.root 600", "audit.signature 600"]),
        ("UPDATE ledger_head SET at = at + 1", ["audit.signature 600"]),
        ("UPDATE ledger_head SET signature = \([0x30, 0] as [UInt8])", ["audit.signature 600"]),
        ("DELETE FROM ledger_signer", ["audit.signer 600"]),
        ("UPDATE act SET position = NULL WHERE position = 599", ["audit.gap 599", "audit.waiting 1"]),
        ("UPDATE act SET position = 600 WHERE position = 599", ["audit.gap 599", "audit.beyond 600"]),
    ] as [(SQL, [String])])
    func damage(_ sql: SQL, _ expected: [String]) async throws { #expect(try await found(after: sql) == expected) }

    @Test("a ledger that was written anew from the altered act on is not signed by the trusted key")
    func rewritten() async throws {
        let city = try await sequenced(50)
        try await city.tamper("UPDATE act SET facts = '{}', position = NULL")
        for table in ["ledger_head", "ledger_tile", "ledger_signer"] { try await city.tamper(SQL(stringLiteral: "DELETE FROM \(table)")) }
        let intruder = try Sequencer(city.ledger, signing: Fixture.newIdentity(), clock: city.clock)
        try await intruder.settle()
        #expect(try await city.audit().problems.map(\.code) == ["audit.signer"])
    }

    @Test("acts that wait too long are reported")
    func waiting() async throws {
        let city = try await Fixture()
        try await city.commit(3)
        let late = try await LedgerAudit(expecting: Fixture.start + .seconds(1)).run(city.database)
        #expect(late.problems.map { "\($0.code) \($0.place)" } == ["audit.waiting 3"])
        #expect(try await LedgerAudit(expecting: Fixture.start).run(city.database).isIntact)
    }

    @Test("hundreds of heads are checked a few hundred at a time, and whoever cancels that is heard")
    func manyHeads() async throws {
        let city = try await Fixture()
        try await city.ledger.command { _ in try Acted((), (0..<600).map { act(facts: ["number": "\($0)"]) }) }
        try await city.sequencer(batch: 1).settle()
        try await city.tamper("UPDATE ledger_head SET signature = \([0x30, 0] as [UInt8]) WHERE size IN (1, 500, 501, 600)")
        let (steps, listener) = AsyncStream<Int>.makeStream()
        let audit = LedgerAudit(signatures: .every, expecting: Fixture.start)
        let report = try await audit.run(city.database) { if $0.stage == .signatures { listener.yield($0.done) } }
        listener.finish()
        #expect(report.problems.map { "\($0.code) \($0.place)" } == [1, 500, 501, 600].map { "audit.signature \($0)" })
        #expect(report.signatures == 600)
        #expect(await steps.reduce(into: []) { $0.append($1) } == [500, 600])

        let task = Task {
            try await audit.run(city.database) { progress in
                if progress.stage == .signatures { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("heads signed before a change of key still verify")
    func newKey() async throws {
        let city = try await sequenced(5)
        try await city.commit(5)
        try await Sequencer(city.ledger, signing: Fixture.newIdentity(), clock: city.clock).settle()
        let report = try await LedgerAudit(signatures: .every, expecting: Fixture.start).run(city.database)
        #expect(report.isIntact)
        #expect(report.signatures == 2)
    }

    private func found(after sql: SQL) async throws -> [String] {
        let city = try await sequenced(600)
        try await city.tamper(sql)
        let audit = LedgerAudit(signatures: .every, expecting: Fixture.start + .seconds(1))
        return try await audit.run(city.database).problems.map { "\($0.code) \($0.place)" }
    }

    private func sequenced(_ count: Int) async throws -> Fixture {
        let city = try await Fixture()
        try await city.ledger.command { _ in try Acted((), (0..<count).map { act(facts: ["number": "\($0)"]) }) }
        try await city.sequencer().settle()
        return city
    }
}
