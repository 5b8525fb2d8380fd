import Kernel
import Testing

@Suite("Dates on the wall")
struct LocalDateTests {
    @Test("days are counted as the proleptic Gregorian calendar has them", arguments: [
        ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2026-10-09", 20_735, 5), ("1969-12-31", -1, 3), ("0001-01-01", -719_162, 1),
    ])
    func dayNumbers(text: String, number: Int, weekday: Int) throws {
        let date = try #require(LocalDate(text))
        #expect(date.dayNumber == number && date.weekday == weekday)
        #expect(LocalDate(dayNumber: number) == date)
    }

    @Test("what is no date is none", arguments: [
        "2025-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-3", "20260403", "２０２６-04-03", "+026-04-03", "2026-04-03 ", "", "--",
    ])
    func refused(text: String) { #expect(LocalDate(text) == nil) }

    @Test("every day of four centuries reads back as itself")
    func roundTrip() throws {
        let first = try #require(LocalDate("1900-01-01")).dayNumber
        for number in stride(from: first, to: first + 146_097, by: 7) {
            let date = LocalDate(dayNumber: number)
            #expect(LocalDate("\(date)") == date && date.dayNumber == number)
        }
    }

    @Test("an instant has the date and time of the clock in Kaifeng")
    func zone() throws {
        let midnight = try #require(LocalDate("2026-10-09")).at()
        #expect(midnight.iso8601 == "2026-10-09T00:00:00+08:00")
        #expect(LocalDate(midnight - .milliseconds(1)) == LocalDate("2026-10-08"))
        #expect(LocalTime(midnight + .minutes(605)).short == "10:05")
    }
}
