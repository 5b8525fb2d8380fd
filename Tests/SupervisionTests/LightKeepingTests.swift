import Cases
import Kernel
import Ledger
import Platform
import Signing
import Standards
import Storage
import TestKit
import Testing
@testable import Supervision

@Suite("Keeping lights") struct LightKeepingTests {
    @Test("read again from the beginning, the ledger gives the same lights and figures", arguments: [1, 2])
    func rebuild(seed: UInt64) async throws {
        let watch = try await Watch()
        try await lives(of: 24, seed: seed, watch)
        let before = try await watch.everything()
        let reader = try #require(watch.supervision.readers.first)
        try await watch.city.platform.sequencer.rebuild(reader)
        try await watch.supervision.tick()
        try await watch.settle()
        #expect(before.count > 24)
        #expect(try await watch.everything() == before)
    }

    @Test("the figures agree with the rows, whatever has happened", arguments: [3, 4, 5])
    func figures(seed: UInt64) async throws {
        let watch = try await Watch()
        try await lives(of: 30, seed: seed, watch)
        let rows = try await watch.read("""
            SELECT body, area, colour, COUNT(*) AS n FROM light WHERE closed_on IS NULL
            GROUP BY body, area, colour ORDER BY body, area, colour
            """)
        let counts = try await watch.read("SELECT body, area, colour, n FROM light_count WHERE n <> 0 ORDER BY body, area, colour")
        #expect(!rows.isEmpty && rows.map(\.values) == counts.map(\.values))
        let closed = try await watch.read("""
            SELECT closed_on, body, area, COUNT(*) AS n, SUM(CASE WHEN colour = 'late' THEN 0 ELSE 1 END) AS on_time FROM light
            WHERE result IN ('granted', 'refused', 'notAccepted') GROUP BY closed_on, body, area ORDER BY closed_on, body, area
            """)
        let kept = try await watch.read("SELECT day, body, area, closed, on_time FROM light_closed ORDER BY day, body, area")
        #expect(!closed.isEmpty && closed.map(\.values) == kept.map(\.values))
    }

    @Test("a day touches only the lights that change on it",
          .enabled(if: TestDatabase.engine == .sqlite, "counted by a trigger of SQLite's"))
    func cost() async throws {
        let watch = try await Watch()
        var due: [ID<Case>] = []
        for promise in [3, 10, 10, 3, 15, 10] {
            var told = ToldCase(watch)
            try await told.accept(promise: promise, statutory: 20, in: watch)
            if promise == 3 { due.append(told.id) }
        }
        try await watch.settle()
        try await watch.city.platform.database.write { tx in
            try tx.execute("CREATE TABLE touched (case_id TEXT NOT NULL)")
            try tx.execute("CREATE TRIGGER touch AFTER UPDATE ON light BEGIN INSERT INTO touched VALUES (new.case_id); END")
        }
        // With two of three days used, one is left: those two warn, and nothing else is written.
        try await watch.come(to: day("2026-10-10"))
        let touched = try await watch.read("SELECT case_id FROM touched ORDER BY case_id")
        #expect(try touched.map { try $0.get("case_id") } == due.map(\.text).sorted())
        #expect(try await watch.supervision.tick() == 0)
    }

    @Test("an act that makes a light yellow at once calls for the card")
    func late() async throws {
        let watch = try await Watch()
        var told = ToldCase(watch)
        try await told.act("accepted", [
            "phase": "running", "acceptedOn": "2026-09-21", "dueOn": "2026-09-23", "statutoryDueOn": "2026-10-30",
            "promised": "5 working_day", "statutory": "20 working_day",
        ], in: watch)
        try await watch.city.platform.settle()
        let light = try await watch.light(told.id)
        #expect(light.lamp == .yellow && light.card == .yellow)
    }

    @Test("acts that are read after the day's timer are made up for at once")
    func lagging() async throws {
        let watch = try await Watch()
        var told = ToldCase(watch)
        try await told.accept(promise: 3, statutory: 20, in: watch)
        watch.city.clock.set(day("2026-10-13").at(hour: 9))
        try await watch.supervision.start()
        try await watch.city.platform.settle()
        #expect(try await watch.light(told.id).lamp == .yellow)
    }

    @Test("supervision records that it looked, once a day")
    func days() async throws {
        let watch = try await Watch()
        for _ in 0..<3 { try await watch.come(to: day("2026-10-09")) }
        let acts = try await watch.city.platform.ledger.acts(of: Subject("supervision.day", "2026-10-09")).elements
        #expect(acts.map(\.act.kind) == ["supervision.day_begun"])
        #expect(try await watch.timers() == [day("2026-10-10").at()])
    }

    @Test("the next day is always planned, also when this one was begun already and its timer is gone")
    func timer() async throws {
        let watch = try await Watch()
        try await watch.come(to: day("2026-10-09"))
        try await watch.city.platform.database.write { tx in try tx.execute("DELETE FROM job WHERE unique_key = 'supervision.day'") }
        try await watch.supervision.start()
        #expect(try await watch.timers() == [day("2026-10-10").at()])
        // The timer of the tenth rings, and the clock is set back to a moment before midnight.
        watch.city.clock.set(day("2026-10-10").at())
        try await watch.supervision.start()
        watch.city.clock.set(day("2026-10-10").at() - .milliseconds(5))
        try await watch.supervision.start()
        #expect(try await watch.timers() == [day("2026-10-10").at()])
    }

    /// Cases of several bodies and areas, to which something happens on some days, and on others nothing.
    private func lives(of count: Int, seed: UInt64, _ watch: Watch) async throws {
        let random = SeededRandom(seed: seed)
        let bodies = ["11410200MBKF000359", "11410200MBKF000434"], regions = ["410202000000", "410200000000", "410222101000"]
        var told: [ToldCase] = []
        for _ in 0..<count { told.append(ToldCase(watch, body: bodies[random.number(below: 2)], region: regions[random.number(below: 3)])) }
        for place in told.indices { try await told[place].act("submitted", in: watch) }
        try await watch.settle()
        for _ in 0..<12 {
            let next = watch.calendar.nextWorkingDay(onOrAfter: watch.today.adding(days: 1 + random.number(below: 3)))
            if random.number(below: 3) > 0 { try await watch.come(to: next) } else { watch.city.clock.set(next.at(hour: 9)) }
            for place in told.indices where random.number(below: 4) == 0 { try await happen(to: &told[place], random, watch) }
            try await watch.settle()
        }
        try await watch.supervision.tick()
        try await watch.settle()
    }

    /// One thing that may happen to a case where it stands.
    private func happen(to told: inout ToldCase, _ random: SeededRandom, _ watch: Watch) async throws {
        let today = "\(watch.today)"
        switch (told.facts["phase"], random.number(below: 3)) {
        case ("received", 0): try await told.act("correction_requested", ["phase": "correcting"], in: watch)
        case ("received", _): try await told.accept(promise: 3 + random.number(below: 6), statutory: 10, in: watch)
        case ("correcting", _): try await told.act("correction_supplied", ["phase": "received"], in: watch)
        case ("running", 0): try await told.act("suspended", ["phase": "suspended", "startedOn": today, "approvedDays": "2"], in: watch)
        case ("running", 1): try await told.act("granted", ["phase": "closed", "result": "granted"], in: watch)
        case ("running", _): try await told.act("passed", ["stage": "decide"], in: watch)
        case ("suspended", 0): try await told.act("withdrawn", ["phase": "closed", "result": "withdrawn"], in: watch)
        case ("suspended", _): try await told.act("resumed", ["phase": "running", "endedOn": today], in: watch)
        default: try await told.act("document_sealed", in: watch)
        }
    }
}
