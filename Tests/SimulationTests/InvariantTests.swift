import Kernel
import Platform
@testable import Simulation
import Storage
import TestKit
import Testing

/// Each invariant must see what contradicts it: a row is broken behind the platform's back, and the books are read.
@Suite("Invariants") struct InvariantTests {
    struct Planted: Sendable, CustomTestStringConvertible {
        let invariant: Invariant, sql: SQL
        var testDescription: String { "\(invariant.name): \(sql.text.prefix(60))" }

        init(_ invariant: Invariant, _ sql: SQL) { (self.invariant, self.sql) = (invariant, sql) }

        /// The one that it breaks: the second word of an UPDATE, the third of a DELETE.
        var table: String {
            let words = sql.text.split(separator: " ").map(String.init)
            return words[0] == "UPDATE" ? words[1] : words[2]
        }
    }

    private static let someCase: SQL = "(SELECT MIN(id) FROM cases WHERE phase <> 'closed')"

    static let violations = [
        Planted(.acts, "UPDATE act SET subject_id = 'nobody' WHERE kind = 'case.submitted' AND subject_id = \(someCase)"),
        Planted(.acts, "DELETE FROM cases WHERE id = \(someCase)"),
        Planted(.states, "UPDATE cases SET phase = 'closed' WHERE id = \(someCase)"),
        Planted(.states, "UPDATE cases SET revision = revision + 1 WHERE id = \(someCase)"),
        Planted(.states, "DELETE FROM case_step WHERE case_id = (SELECT MIN(case_id) FROM case_step)"),
        Planted(.deadlines, "UPDATE cases SET due_on = '2027-01-04' WHERE id = \(someCase)"),
        Planted(.deadlines, "UPDATE cases SET received_on = '2026-10-31' WHERE id = \(someCase)"),
        Planted(.attention, "DELETE FROM job WHERE unique_key LIKE 'case.%'"),
        Planted(.attention, "UPDATE staff_post SET roles = 'administrator'"),
        Planted(.workLists, "UPDATE case_task SET role = 'chief' WHERE case_id = \(someCase)"),
        Planted(.lights, "UPDATE light SET colour = 'red' WHERE case_id = \(someCase)"),
        Planted(.lights, "DELETE FROM light WHERE case_id = \(someCase)"),
        Planted(.figures, "UPDATE light_count SET n = n + 1 WHERE n > 0"),
        Planted(.figures, "UPDATE light_closed SET on_time = on_time + 1"),
        Planted(.licences, "DELETE FROM licence"),
        Planted(.licences, "UPDATE cases SET result = 'refused' WHERE result = 'granted'"),
        Planted(.numbers, "UPDATE serial SET last = last + 1 WHERE series LIKE 'query/%'"),
        Planted(.numbers, "DELETE FROM case_document WHERE number = (SELECT MIN(number) FROM case_document)"),
        Planted(.ledger, "UPDATE act SET facts = '{}' WHERE kind = 'staff.signed_in'"),
        Planted(.ledger, "DELETE FROM ledger_head WHERE size = (SELECT MAX(size) FROM ledger_head)"),
        Planted(.jobs, "UPDATE job SET state = 'dead' WHERE kind = 'supervision.day'"),
        Planted(.jobs, "UPDATE case_document SET ofd = NULL"),
        Planted(.privacy, "UPDATE cases SET item_name = \(name) WHERE id = \(someCase)"),
        Planted(.privacy, "UPDATE job SET last_error = \("tel. 19900000001"), payload = '[]'"),
    ]

    private static let name = (try? Census(seed: plan().seed).citizens(1).first?.name) ?? ""

    @Test("none is broken by living, and each is broken by what is planted for it")
    func planted() async throws {
        let ground = Ground(), path = try await ground.site(), plan = plan(days: 6)
        _ = try await Simulation(plan, in: path, resources: TestCity.resources()).run()
        let evening = plan.from.adding(days: plan.days - 1).at(hour: 23, minute: 59)
        let site = Site(path: path, places: .init(), resources: try TestCity.resources(), plan: plan, clock: StandingClock(evening),
                        random: EventRandom(seed: 1))
        let platform = try await site.open()
        for planted in Self.violations {
            try await plant(planted, platform.database)
            let books = try await books(of: platform, plan, at: evening, isThorough: planted.invariant.name == Invariant.privacy.name)
            #expect(!planted.invariant.contradictions(books).isEmpty, "\(planted.testDescription)")
            try await mend(planted, platform.database)
        }
        let sound = try await books(of: platform, plan, at: evening)
        for invariant in Invariant.all { #expect(invariant.contradictions(sound) == [], "\(invariant.name)") }
        try await platform.close()
    }

    private func plant(_ planted: Planted, _ database: any Database) async throws {
        let touched = try await database.write { tx in
            try tx.execute(SQL(stringLiteral: "CREATE TABLE kept AS SELECT * FROM \(planted.table)"))
            return try tx.execute(planted.sql)
        }
        #expect(touched > 0, "\(planted.sql.text) breaks nothing")
    }

    private func mend(_ planted: Planted, _ database: any Database) async throws {
        try await database.write { tx in
            try tx.execute(SQL(stringLiteral: "DELETE FROM \(planted.table)"))
            try tx.execute(SQL(stringLiteral: "INSERT INTO \(planted.table) SELECT * FROM kept"))
            try tx.execute("DROP TABLE kept")
        }
    }

    private func books(of platform: Platform, _ plan: Plan, at now: Timestamp, isThorough: Bool = true) async throws -> Books {
        let secrets = try Census(seed: plan.seed).citizens(plan.people).flatMap(\.secrets)
        let keeper = Bookkeeper(secrets: secrets)
        return try await keeper.read(platform, at: now, isThorough: isThorough)
    }

    @Test("what is broken is said by its name")
    func said() throws {
        let broken = Broken(invariant: "no job is lost", day: monday, contradictions: (1...7).map { "job \($0)" })
        #expect(broken.description == """
            2026-10-12: not true: no job is lost
              job 1
              job 2
              job 3
              job 4
              job 5
              and 2 more
            """)
    }
}
