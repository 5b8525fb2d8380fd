import Foundation
import Kernel
import Standards
import Testing

@Suite("工作日历")
struct WorkingCalendarTests {
    let calendar: WorkingCalendar

    init() throws { calendar = try Files.calendar() }

    @Test("each published year has its number of working days", arguments: [(2024, 251), (2025, 248), (2026, 248)])
    func counts(year: Int, days: Int) throws {
        let eve = try #require(LocalDate(year: year - 1, month: 12, day: 31)), end = try #require(LocalDate(year: year, month: 12, day: 31))
        #expect(calendar.workingDays(between: eve, and: end) == days)
        #expect(calendar.isOfficial(year))
    }

    @Test("a day is worked or off", arguments: [
        ("2026-02-14", true), ("2026-02-15", false), ("2026-02-24", true), ("2026-09-20", true), ("2026-09-25", false),
        ("2026-10-10", true),
        ("2026-10-11", false), ("2026-10-12", true), ("2024-02-09", true),
    ])
    func days(day: String, isWorked: Bool) throws { #expect(try calendar.isWorkingDay(#require(LocalDate(day))) == isWorked) }

    @Test("years without a notice keep weekends and statutory days, and say so", arguments: [
        ("2027-02-05", false), ("2027-02-09", true), ("2028-05-01", false), ("2028-05-03", true), ("2035-10-01", false),
        ("2035-10-04", true), ("2019-05-01", false),
    ])
    func fallback(day: String, isWorked: Bool) throws {
        let date = try #require(LocalDate(day))
        #expect(calendar.isWorkingDay(date) == isWorked && !calendar.isOfficial(date.year))
        #expect(calendar.officialThrough == 2026)
    }

    @Test("the next year is asked for from November on", arguments: [
        ("2026-10-31", nil), ("2026-11-01", 2027), ("2027-03-01", 2027), ("2025-12-01", nil),
    ])
    func asked(day: String, year: Int?) throws { #expect(try calendar.yearToEnter(on: #require(LocalDate(day))) == year) }

    @Test("an application is received when it comes, or when work begins again", arguments: [
        ("2026-09-18", 16, 59, "2026-09-18"), ("2026-09-18", 17, 0, "2026-09-20"), ("2026-09-18", 7, 0, "2026-09-18"),
        ("2026-09-18", 12, 30, "2026-09-18"),
        ("2026-09-19", 10, 0, "2026-09-20"), ("2026-09-30", 18, 0, "2026-10-08"), ("2026-10-09", 23, 59, "2026-10-10"),
    ])
    func received(day: String, hour: Int, minute: Int, expected: String) throws {
        let instant = try #require(LocalDate(day)).at(hour: hour, minute: minute)
        #expect("\(calendar.receivedDate(for: instant))" == expected)
    }

    @Test("adding working days and counting them agree")
    func agree() throws {
        let start = try #require(LocalDate("2024-01-01"))
        for offset in stride(from: 0, to: 1400, by: 17) {
            let date = start.adding(days: offset)
            for count in [1, 2, 5, 20, 45] {
                let end = calendar.addWorkingDays(from: date, count: count)
                #expect(calendar.workingDays(between: date, and: end) == count && calendar.isWorkingDay(end))
            }
        }
    }

    @Test("no days are the day itself, or the next working day")
    func none() throws {
        #expect(try calendar.addWorkingDays(from: #require(LocalDate("2026-09-18")), count: 0) == LocalDate("2026-09-18"))
        #expect(try calendar.addWorkingDays(from: #require(LocalDate("2026-09-19")), count: 0) == LocalDate("2026-09-20"))
        #expect(try calendar.workingDays(between: #require(LocalDate("2026-09-20")), and: #require(LocalDate("2026-09-18"))) == 0)
    }

    @Test("an absurd count ends", arguments: [Int.max, Int.min])
    func absurd(count: Int) throws {
        #expect(try calendar.addWorkingDays(from: #require(LocalDate("2026-09-18")), count: count).year < 2050)
    }

    @Test("a file that contradicts itself is refused", arguments: [
        ("", "calendar.json"), (#"{"hours": ["09:00-12:00"]}"#, "calendar.json"),
        (file(hours: #""09:00-12:00", "11:00-17:00""#), "working_hours.span"), (file(hours: #""09:00-25:00""#), "working_hours.span"),
        (file(hours: ""), "working_hours.span"),
        (file(worked: "2026-02-30"), "calendar.json"),
        (file(off: ("2026-02-15", "2026-02-14")), "calendar.holiday"), (file(off: ("2026-02-15", "2026-03-18")), "calendar.holiday"),
        (file(off: ("2026-02-15", "2026-02-16"), worked: "2026-02-16"), "calendar.overlap"),
    ])
    func refused(json: String, expected: String) { #expect(fault { try WorkingCalendar(json: Data(json.utf8)) } == expected) }

    @Test("the file of that test is taken when nothing is wrong")
    func taken() throws { #expect(try WorkingCalendar(json: Data(Self.file().utf8)).isOfficial(2026) == false) }

    private static func file(
        hours: String = #""09:00-12:00""#, off: (String, String) = ("2026-02-15", "2026-02-23"), worked: String = "2026-02-14"
    ) -> String {
        """
        {"hours": [\(hours)], "years": [{"year": 2026,
          "holidays": [{"name": "春节", "name_en": "Spring Festival", "from": "\(off.0)", "through": "\(off.1)"}],
          "make_up_days": [{"date": "\(worked)", "name": "春节", "name_en": "Spring Festival"}]}]}
        """
    }
}
