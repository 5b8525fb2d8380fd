import Kernel
import Standards
import Testing

@Suite("办结期限, 行政许可法 art. 82")
struct DeadlineTests {
    let calendar: WorkingCalendar

    init() throws { calendar = try Files.calendar() }

    @Test("a due date skips the holidays and counts the make-up days", arguments: [
        ("2024-02-08", 5, "2024-02-21"), ("2025-01-24", 20, "2025-02-27"), ("2025-09-26", 5, "2025-10-10"),
        ("2025-09-26", 20, "2025-10-30"),
        ("2026-02-13", 5, "2026-02-27"), ("2026-04-30", 1, "2026-05-06"), ("2026-04-30", 20, "2026-06-01"),
        ("2026-06-18", 5, "2026-06-26"),
        ("2026-09-18", 10, "2026-10-09"),
    ])
    func due(accepted: String, days: Int, due: String) throws { #expect(try deadline(accepted, Limit(days)).due == LocalDate(due)) }

    @Test("the explanation names every step")
    func explained() throws {
        let midAutumn = ["name": "中秋节", "name_en": "Mid-Autumn Festival", "from": "2026-09-25", "through": "2026-09-27"]
        let national = ["name": "国庆节", "name_en": "National Day", "from": "2026-10-01", "through": "2026-10-07"]
        #expect(try deadline("2026-09-18", Limit(10)).steps == [
            .init("deadline.start", ["date": "2026-09-18"]), .init("deadline.add", ["days": "10"]),
            .init("deadline.make_up", ["date": "2026-09-20", "name": "国庆节", "name_en": "National Day"]),
            .init("deadline.holiday", midAutumn), .init("deadline.holiday", national), .init("deadline.due", ["date": "2026-10-09"]),
        ])
    }

    @Test("special procedures move the day while it has not passed, up to their approved days and shared time once", arguments: [
        ([("2026-07-06", "2026-07-09", 10)], nil, "2026-07-16"),
        ([("2026-07-06", "2026-07-16", 3)], nil, "2026-07-16"),
        ([("2026-07-06", nil, 5)], nil, "2026-07-20"),
        ([("2026-07-06", nil, 5)], "2026-07-07", "2026-07-14"),
        ([("2026-07-06", nil, 5)], "2026-08-07", "2026-07-20"),
        ([("2026-07-06", "2026-07-08", 5), ("2026-07-07", "2026-07-09", 5)], nil, "2026-07-16"),
        ([("2026-07-08", "2026-07-09", 5), ("2026-07-06", "2026-07-07", 5)], nil, "2026-07-15"),
        ([("2026-07-06", "2026-07-09", 0)], nil, "2026-07-13"),
        ([("2026-07-13", nil, 5)], nil, "2026-07-20"),
        ([("2026-07-14", nil, 5)], nil, "2026-07-13"),
        ([("2026-07-06", "2026-07-09", 5), ("2026-07-17", "2026-07-24", 5)], nil, "2026-07-16"),
    ])
    func suspended(procedures: [(String, String?, Int)], today: String?, due: String) throws {
        let suspensions = try procedures.map {
            try Suspension(start: #require(LocalDate($0.0)), end: $0.1.flatMap { LocalDate($0) }, approvedDays: $0.2)
        }
        let found = try Deadline(from: #require(LocalDate("2026-07-06")), Limit(5), suspensions: suspensions,
                                 today: today.flatMap { LocalDate($0) }, calendar: calendar)
        #expect(found.due == LocalDate(due))
    }

    @Test("an approved extension adds its days")
    func extended() throws {
        let found = try Deadline(from: #require(LocalDate("2026-07-06")), Limit(5), extensions: [10], calendar: calendar)
        #expect(found.due == LocalDate("2026-07-27") && found.steps.contains(.init("deadline.extended", ["days": "10"])))
    }

    @Test("days of the calendar that end on a day off end with the next working day")
    func calendarDays() throws {
        let found = try deadline("2026-09-20", Limit(15, .calendarDay))
        #expect(found.due == LocalDate("2026-10-08"))
        #expect(found.steps.contains(.init("deadline.moved", ["from": "2026-10-05", "date": "2026-10-08"])))
        #expect(found.steps.contains(.init("deadline.add_calendar", ["days": "15"])))
    }

    @Test("a day in a year without a notice is provisional")
    func provisional() throws {
        #expect(try !deadline("2026-12-01", Limit(20)).isProvisional)
        let found = try deadline("2026-12-21", Limit(20))
        #expect(found.isProvisional && found.steps.contains(.init("deadline.provisional", ["year": "2027"])))
    }

    @Test("a limit of no days is due at once")
    func atOnce() throws { #expect(try deadline("2026-09-18", Limit(0)).due == LocalDate("2026-09-18")) }

    @Test("a limit out of bounds is refused", arguments: [-1, 3651])
    func bounds(count: Int) { #expect(fault { try Limit(count) } == "limit.count") }

    private func deadline(_ accepted: String, _ limit: Limit) throws -> Deadline {
        Deadline(from: try #require(LocalDate(accepted)), limit, calendar: calendar)
    }
}
