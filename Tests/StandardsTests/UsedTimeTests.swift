import Kernel
import Standards
import Testing

@Suite("Time used, by the hours of work")
struct UsedTimeTests {
    let calendar: WorkingCalendar

    init() throws { calendar = try Files.calendar() }

    @Test("a working day has six and a half hours")
    func day() { #expect(calendar.hours.secondsPerDay == 23_400) }

    @Test("seconds of work between two instants", arguments: [
        ("2026-09-18 10:00", "2026-09-18 11:00", 3600), ("2026-09-18 11:00", "2026-09-18 14:00", 5400),
        ("2026-09-18 07:00", "2026-09-18 20:00", 23_400),
        ("2026-09-18 16:00", "2026-09-20 10:00", 7200), ("2026-09-19 00:00", "2026-09-19 23:00", 0),
        ("2026-09-18 10:00", "2026-09-21 10:00", 46_800),
        ("2026-09-30 17:00", "2026-10-08 09:00", 0), ("2026-09-18 11:00", "2026-09-18 10:00", 0),
    ])
    func seconds(start: String, end: String, expected: Int) throws {
        #expect(try calendar.workingSeconds(from: instant(start), to: instant(end)) == expected)
    }

    @Test("begun days count whole", arguments: [
        ("2026-09-18 09:00", "2026-09-18 17:00", 1), ("2026-09-18 09:00", "2026-09-20 09:01", 2),
        ("2026-09-18 17:00", "2026-09-18 18:00", 0),
    ])
    func rounded(start: String, end: String, days: Int) throws {
        #expect(try calendar.usedTime(from: instant(start), to: instant(end)).days == days)
    }

    @Test("special procedures are taken off up to their approved days, and shared time only once", arguments: [
        ([("2026-09-21 09:00", "2026-09-22 09:00", 5)], 3),
        ([("2026-09-21 09:00", "2026-09-24 09:00", 1)], 3),
        ([("2026-09-21 09:00", nil, 2)], 2),
        ([("2026-09-21 09:00", nil, 20)], 1),
        ([("2026-09-21 09:00", "2026-09-23 09:00", 5), ("2026-09-22 09:00", "2026-09-24 09:00", 5)], 1),
        ([("2026-09-19 11:00", nil, 1)], 3),
        ([("2026-09-21 09:00", "2026-09-22 09:00", 0)], 4),
    ])
    func suspended(procedures: [(String, String?, Int)], days: Int) throws {
        let suspensions = try procedures.map { try Suspension(start: instant($0.0), end: $0.1.map(instant), approvedDays: $0.2) }
        let (start, end) = try (instant("2026-09-20 09:00"), instant("2026-09-23 17:00"))
        #expect(calendar.usedTime(from: start, to: end, suspensions: suspensions).days == days)
    }

    private func instant(_ text: String) throws -> Timestamp {
        let parts = text.split(separator: " "), clock = parts[1].split(separator: ":").compactMap { Int($0) }
        return try #require(LocalDate(parts[0])).at(hour: clock[0], minute: clock[1])
    }
}
