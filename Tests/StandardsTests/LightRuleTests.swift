import Kernel
import Standards
import Testing

@Suite("亮灯")
struct LightRuleTests {
    let calendar: WorkingCalendar
    let rule: LightRule

    init() throws {
        calendar = try Files.calendar()
        rule = try LightRule(json: Files.data("Data/kaifeng/supervision.json"))
    }

    @Test("the file holds the default thresholds")
    func defaults() { #expect(rule == LightRule()) }

    @Test("each boundary has its colour and reason", arguments: [
        (7, 10, 20, Light.green, "light.in_time"), (8, 10, 20, .warning, "light.share_used"), (10, 10, 20, .warning, "light.share_used"),
        (11, 10, 20, .yellow, "light.over_promise"), (15, 10, 20, .yellow, "light.over_promise"),
        (16, 10, 20, .red, "light.far_over_promise"),
        (11, 10, 10, .red, "light.over_statutory"), (12, 10, 12, .yellow, "light.over_promise"),
        (13, 10, 12, .red, "light.over_statutory"),
        (1, 2, 20, .warning, "light.days_left"), (0, 2, 20, .green, "light.in_time"), (0, 1, 20, .warning, "light.days_left"),
        (3, 5, 20, .green, "light.in_time"), (4, 5, 20, .warning, "light.share_used"), (0, 0, 0, .warning, "light.share_used"),
        (1, 0, 0, .red, "light.over_statutory"),
        (.max, 10, .max, .red, "light.far_over_promise"),
    ])
    func boundaries(used: Int, promise: Int, statutory: Int, light: Light, reason: String) {
        let reading = rule.colour(used: used, promise: promise, statutory: statutory, remaining: promise - used, suspended: false)
        #expect(reading.light == light && reading.reason == reason)
    }

    @Test("a suspended case is blue, whatever was used", arguments: [0, 9, 30])
    func blue(used: Int) {
        #expect(rule.colour(used: used, promise: 10, statutory: 20, remaining: 10 - used, suspended: true).light == .blue)
    }

    @Test("each change is foretold, to the last")
    func changes() throws {
        // Promise 10 from Friday 2026-09-18: 8 days are used on 09-30, due on 10-09.
        let clock = try clock("2026-09-18", promise: Limit(10), statutory: Limit(20))
        var found: [String] = []
        var day = clock.accepted
        while let change = rule.nextChange(of: clock, after: day) {
            found.append("\(change.date) \(change.reading.light)")
            day = change.date
        }
        #expect(found == ["2026-09-30 warning", "2026-10-10 yellow", "2026-10-16 red"])
    }

    @Test("no day before the foretold one has another light")
    func foretold() throws {
        let suspensions = [Suspension(start: try day("2026-07-08"), end: try day("2026-07-14"), approvedDays: 2),
                           Suspension(start: try day("2026-07-20"), end: nil, approvedDays: 3)]
        for promise in [0, 1, 2, 5, 10, 20] {
            let clock = try clock("2026-07-06", promise: Limit(promise), statutory: Limit(15), suspensions: suspensions)
            var today = clock.accepted
            for next in (1...70).map({ clock.accepted.adding(days: $0) }) where calendar.isWorkingDay(next) {
                let change = rule.nextChange(of: clock, after: today)
                let differs = rule.reading(of: clock, on: next).light != rule.reading(of: clock, on: today).light
                #expect(rule.reading(of: clock, on: today).light == .red || (change?.date == next) == differs)
                today = next
            }
        }
    }

    @Test("yellow begins on the first working day after the promised day", arguments: [
        "2026-02-13", "2026-04-30", "2026-09-18", "2025-09-26",
    ])
    func agrees(accepted: String) throws {
        let suspensions = [Suspension(start: try day(accepted).adding(days: 3), end: try day(accepted).adding(days: 9), approvedDays: 4)]
        let clock = try clock(accepted, promise: Limit(10), statutory: Limit(20), suspensions: suspensions)
        let due = Deadline(from: clock.accepted, try Limit(10), suspensions: suspensions, calendar: calendar).due
        #expect(clock.used(on: due) == 10)
        #expect(rule.reading(of: clock, on: due).light == .warning)
        #expect(rule.reading(of: clock, on: calendar.nextWorkingDay(onOrAfter: due.adding(days: 1))).light == .yellow)
    }

    @Test("a running procedure is blue until its approved days are over")
    func running() throws {
        let clock = try clock("2026-07-06", promise: Limit(10), statutory: Limit(20),
                              suspensions: [Suspension(start: day("2026-07-08"), end: nil, approvedDays: 3)])
        #expect(try rule.reading(of: clock, on: day("2026-07-07")).light == .green)
        #expect(try rule.reading(of: clock, on: day("2026-07-13")).light == .blue)
        #expect(try rule.nextChange(of: clock, after: day("2026-07-08"))?.date == day("2026-07-14"))
        #expect(try clock.used(on: day("2026-07-14")) == 3)
    }

    @Test("an extension lengthens both limits, and days of the calendar become working days")
    func limits() throws {
        let (promise, statutory) = try (Limit(5), Limit(15, .calendarDay))
        let clock = try CaseClock(
            accepted: day("2026-09-20"), promise: promise, statutory: statutory, extensionDays: 10, calendar: calendar)
        // Fifteen days from 09-20 end within the holiday, so with 10-08: 09-21 to 09-24, 09-28 to 09-30 and 10-08.
        #expect(clock.promise == 15 && clock.statutory == 18)
    }

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func clock(
        _ accepted: String, promise: Limit, statutory: Limit, suspensions: [Suspension<LocalDate>] = []
    ) throws -> CaseClock {
        CaseClock(accepted: try day(accepted), promise: promise, statutory: statutory, suspensions: suspensions, calendar: calendar)
    }
}
