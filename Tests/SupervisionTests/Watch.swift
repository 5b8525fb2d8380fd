import Cases
import Kernel
import Ledger
import Platform
import Signing
import Standards
import Storage
import TestKit
@testable import Supervision

/// A city with its supervision, days that pass, and cases that exist on the ledger only.
struct Watch {
    let city: TestCity
    var supervision: Supervision { city.platform.supervision }
    var today: LocalDate { city.clock.today }

    init() async throws {
        city = try await TestCity()
        try await settle()
    }

    /// Lets every reader take what was done.
    func settle() async throws { try await city.platform.sequencer.settle() }

    /// Lets a day come: its morning, and what supervision does then.
    func come(to day: LocalDate) async throws {
        city.clock.set(day.at(hour: 9))
        try await supervision.start()
        try await settle()
    }

    func light(_ id: ID<Case>) async throws -> CaseLight {
        guard let light = try await supervision.light(ofCase: id) else { throw RowMissing("light \(id)") }
        return light
    }

    func read(_ sql: SQL) async throws -> [Row] { try await city.platform.database.read { try $0.rows(sql) } }

    /// When the day's timer is due.
    func timers() async throws -> [Timestamp] {
        try await read("SELECT due_at FROM job WHERE unique_key = 'supervision.day'").map { try $0.get("due_at") }
    }

    /// All that supervision keeps, row by row: zeros are left out, since what never was is not counted.
    func everything() async throws -> [[Value]] {
        try await read("SELECT * FROM light ORDER BY case_id LIMIT 10000").map(\.values)
            + read("SELECT * FROM light_count WHERE n <> 0 ORDER BY body, area, colour LIMIT 10000").map(\.values)
            + read("SELECT * FROM light_closed ORDER BY day, body, area LIMIT 10000").map(\.values)
    }
}

/// A case as its acts tell of it, without a row of its own.
struct ToldCase {
    let id: ID<Case>
    var facts: [String: String]

    init(_ watch: Watch, body: String = "11410200MBKF000359", region: String = "410202000000") {
        let today = watch.today
        id = ID(trusted: SystemRandom().text(26, from: "0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
        facts = [
            "number": "N\(id)", "item": "I1", "itemName": "食品经营许可", "body": body, "region": region, "source": "online", "stage": "accept",
            "phase": "received", "dueOn": "\(watch.calendar.addWorkingDays(from: today, count: 5))",
        ]
    }

    /// Puts an act on the ledger; it is read when the watch settles.
    mutating func act(_ kind: String, _ changed: [String: String] = [:], in watch: Watch) async throws {
        facts.merge(changed) { _, new in new }
        let now = watch.city.clock.now
        let act = Act(ID(at: now, SystemRandom()), "case.\(kind)", of: Case.subject(id), by: .system("test"), at: now, facts: facts)
        try await watch.city.platform.ledger.command { _ in Acted(recording: act) }
    }

    /// Accepted today, with these limits.
    mutating func accept(promise: Int, statutory: Int, in watch: Watch) async throws {
        let due = { "\(watch.calendar.addWorkingDays(from: watch.today, count: $0))" }
        try await act("accepted", [
            "phase": "running", "stage": "review", "acceptedOn": "\(watch.today)", "dueOn": due(promise), "statutoryDueOn": due(statutory),
            "promised": "\(promise) working_day", "statutory": "\(statutory) working_day",
        ], in: watch)
    }
}

extension Watch {
    var calendar: WorkingCalendar { city.platform.folder.calendar }
}

func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate(dayNumber: 0) }
