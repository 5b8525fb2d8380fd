@testable import Identity
import Kernel
@testable import Ledger
import Organisations
import Storage
import Testing
import Web

@Suite("The security log") struct SecurityLogTests {
    private let auditor = Actor(kind: .staff, id: "auditor", name: "审计员", capacity: "auditor")

    /// What it says, the oldest first, without the auditor's own look.
    private func lines(_ office: Office, _ filter: SecurityFilter = SecurityFilter()) async throws -> [SecurityEvent] {
        let reading = try await office.identity.readSecurityLog(filter, by: auditor)
        return try await reading.page(before: nil, limit: 1000).elements.reversed().filter { $0.kind != .read }
    }

    @Test("has failures to sign in and attempts that came too early, and equal ones within a second in one line")
    func failures() async throws {
        let office = try await Office.staffed()
        for place in [9, 9, 9, 9, 9, 9, 9, 10] {
            _ = try? await office.signIn(mobile, "wrong", from: "203.0.113.\(place)")
            // Lines stand in the order of their instants.
            office.clock.advance(.milliseconds(1))
        }
        let found = try await lines(office)
        #expect(found.map(\.kind) == [.failed, .delayed, .failed] && found.map(\.times) == [5, 2, 1])
        #expect(found.allSatisfy { $0.name == "李*梅" && $0.account != nil && $0.typed == found[0].typed })
        #expect(found[0].address == found[1].address && found[0].address != found[2].address)
    }

    @Test("says of a name that nobody has as little as possible: somebody may have typed his password there", arguments: [
        ("nobody", "n***"), ("13900000009", "139****0009"), ("410202199003077814", "4102**********7814"), ("梅花-2026-开", "梅***"),
        ("", "***"), ("\u{202E}evil", "***"), ("\u{301}x", "***"),
    ])
    func masked(name: String, mask: String) async throws {
        let office = try await Office.staffed()
        _ = try? await office.signIn(name, "wrong")
        let found = try await lines(office)
        #expect(found.map(\.name) == [mask] && found[0].account == nil)
    }

    @Test("holds nothing of anybody in the clear")
    func sealed() async throws {
        let office = try await Office.staffed()
        for name in [mobile, idNumber, "13900000009"] { _ = try? await office.signIn(name, "wrong", from: "203.0.113.9") }
        try await office.identity.security.flush()
        let text = try await office.ledger.read { tx in
            try tx.rows("SELECT name, typed, address, details FROM security_event").map { row in
                try [row.get("name", as: String.self), row.get("details", as: String.self),
                     String(decoding: row.get("typed", as: [UInt8].self), as: UTF8.self),
                     String(decoding: row.get("address", as: [UInt8].self), as: UTF8.self)].joined()
            }.joined()
        }
        for secret in [mobile, idNumber, "李晓梅", "13900000009", "203.0.113.9"] { #expect(!text.contains(secret), "\(secret)") }
    }

    @Test("has what acts tell: who was given which roles, who was shown what, who took what away")
    func acts() async throws {
        let office = try await Office.staffed(), now = office.clock.now
        let account = try await office.signIn(mobile).session.account
        _ = try await office.identity.reveal(account.id, .mobile, to: administrator, reason: "电话核实")
        let export = Act(
            ID(trusted: "01K6ZJ5W3V8Q2M4N6P8R0S2T4V"), "case.list_exported", of: Subject("list", "todo"), by: administrator, at: now)
        let acts = try await office.ledger.read { tx in
            try tx.rows("SELECT id FROM act ORDER BY id").compactMap { try LedgerView(tx).act(ID(trusted: $0.get("id"))) }
        } + [RecordedAct(position: nil, act: export)]
        let sequenced = acts.enumerated().map { SequencedAct(position: $0, act: $1.act) }
        // Read twice, it stands there once.
        for _ in 0..<2 { try await office.database.write { try SecurityReader().take(sequenced, in: $0) } }
        let found = try await lines(office)
        #expect(Set(found.map(\.kind)) == [.appointed, .revealed, .dataExported] && found.count == 3)
        let shown = try #require(found.first { $0.kind == .revealed })
        #expect(shown.account == account.id.text && shown.actor == "admin" && shown.details == ["field": "mobile", "reason": "电话核实"])
        #expect(found.first { $0.kind == .appointed }?.details["roles"] == "window")
    }

    @Test("is found by kind, day, account and by a name that nobody has, and paged by key")
    func filters() async throws {
        let office = try await Office.proven()
        for name in [mobile, "nobody", "window01"] { _ = try? await office.signIn(name, "wrong") }
        try await office.identity.security.flush()
        office.clock.advance(.days(1))
        _ = try? await office.signIn(idNumber, "wrong")
        let identity = office.identity
        let person = try await identity.securityParty(mobile), nobody = try await identity.securityParty(" NOBODY ".trimmed)
        #expect(try await lines(office, SecurityFilter(party: person)).count == 2)
        #expect(try await lines(office, SecurityFilter(party: nobody)).map(\.name) == ["n***"])
        #expect(try await lines(office, SecurityFilter(day: office.clock.today)).count == 1)
        let yesterday = office.clock.today.adding(days: -1)
        #expect(try await lines(office, SecurityFilter(kind: .failed, day: yesterday, party: person)).count == 1)
        #expect(try await lines(office, SecurityFilter(kind: .delayed)).isEmpty)
        let reading = try await identity.readSecurityLog(SecurityFilter(kind: .failed), by: auditor)
        let first = try await reading.page(before: nil, limit: 3)
        let second = try await reading.page(before: first.next.flatMap { ID($0) }, limit: 3)
        #expect(first.elements.count == 3 && second.elements.count == 1 && second.next == nil)
        #expect(Set((first.elements + second.elements).map(\.id)).count == 4)
    }

    @Test("has every look at it, and every export, before anything is shown")
    func looks() async throws {
        let office = try await Office.staffed()
        let party = try await office.identity.securityParty("window01")
        _ = try await office.identity.readSecurityLog(SecurityFilter(kind: .failed, day: office.clock.today, party: party), by: auditor)
        office.clock.advance(.seconds(1))
        let reading = try await office.identity.readSecurityLog(SecurityFilter(), by: auditor, taking: true)
        let found = try await reading.page(before: nil, limit: 10).elements
        #expect(found.map(\.kind) == [.exported, .read] && found.allSatisfy { $0.actor == "auditor" })
        let details = found[1].details
        #expect(details["kind"] == "sign_in.failed" && details["day"] == "2026-09-18" && details["account"] != nil)
    }

    @Test("keeps two hundred different lines a second and counts the rest, so that nobody can flood it")
    func flood() async throws {
        let office = try await Office.staffed()
        for number in 0..<300 { _ = try? await office.signIn("guess\(number)", "wrong", from: "203.0.113.\(number % 250)") }
        let found = try await lines(office)
        #expect(found.count == 201 && found.first { $0.kind == .overflow }?.times == 100)
    }

    @Test("loses nothing while the database is away")
    func away() async throws {
        let office = try await Office.staffed()
        _ = try? await office.signIn(mobile, "wrong")
        try await office.database.write { try $0.execute("ALTER TABLE security_event RENAME TO gone") }
        await #expect(throws: (any Error).self) { try await office.identity.security.flush() }
        try await office.database.write { try $0.execute("ALTER TABLE gone RENAME TO security_event") }
        #expect(try await lines(office).map(\.kind) == [.failed])
    }

    @Test("throws out what is older than the city keeps it, and no city keeps it for less than six months")
    func kept() async throws {
        let office = try await Office.staffed(), rules = try SecurityRules(json: file("Data/kaifeng/security.json"))
        _ = try? await office.signIn(mobile, "wrong")
        try await office.identity.security.flush()
        for (days, left) in [(rules.keepDays - 1, 1), (2, 0)] {
            office.clock.advance(.days(days))
            try await office.identity.forgetSecurityEvents(before: rules.end(at: office.clock.now))
            #expect(try await lines(office).count == left)
        }
        let short = Problem("identity.security_rules", .invalid)
        #expect(throws: short) { try SecurityRules(json: Array(#"{"keepDays": 183}"#.utf8)) }
    }

    @Test("an auditor has no other role")
    func alone() async throws {
        let office = try await Office.staffed()
        var appointment = zhaomin
        (appointment.login, appointment.staffNo, appointment.roles) = ("both", "KF00099", [.auditor, .administrator])
        await #expect(throws: Problem("identity.auditor_alone", .invalid)) {
            try await office.identity.appoint(appointment, password: Secret(password), by: administrator)
        }
        appointment.roles = [.auditor]
        _ = try await office.identity.appoint(appointment, password: Secret(password), by: administrator)
        #expect(try await office.signIn("both").session.actor.capacity == "auditor")
    }
}
