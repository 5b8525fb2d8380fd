@testable import Rules
import Testing

@Suite("FEEL dates and times") struct MomentTests {
    @Test("what is read and what isn't", arguments: [
        Expectation("date(\"2017-02-29\")", "null"), Expectation("date(\"2016-02-29\")", "2016-02-29"),
        Expectation("date(\"999999999-12-31\")", "999999999-12-31"),
        Expectation("date(\"-2017-01-01\")", "-2017-01-01"), Expectation("date(\"998-12-31\")", "null"),
        Expectation("date(\"01211-12-31\")", "null"), Expectation("date(\"2012-12-2\")", "null"),
        Expectation("date(\"2012-12-24T00:00:00\")", "null"), Expectation("date(2017, 12, 31)", "2017-12-31"),
        Expectation("date(2017, 13, 1)", "null"),
        Expectation("date(date and time(\"2017-08-14T10:25:00\"))", "2017-08-14"), Expectation("time(\"24:00:01\")", "null"),
        Expectation("time(\"23:59:60\")", "null"),
        Expectation("time(\"13:20:00-05:00\")", "13:20:00-05:00"), Expectation("time(\"13:20:00+19:00\")", "null"),
        Expectation("time(\"10:00:00@Nowhere/Land\")", "null"),
        Expectation("time(\"10:00:00Z@Asia/Shanghai\")", "null"),
        Expectation("time(10, 11, 12.5, duration(\"PT8H\"))", "10:11:12.5+08:00"), Expectation("time(24, 0, 0)", "null"),
        Expectation("time(10, 11, 12, null)", "10:11:12"), Expectation("date and time(\"2018-12-08\")", "2018-12-08T00:00:00"),
        Expectation("date and time(\"2018-12-08T25:00:00\")", "null"),
        Expectation("date and time(date(\"2017-01-01\"), time(\"23:59:01Z\"))", "2017-01-01T23:59:01Z"),
        Expectation("time(\"11:22:33.4440\")", "11:22:33.444"),
    ])
    func reading(_ row: Expectation) { row.check() }

    @Test("reckoning", arguments: [
        Expectation("@\"2026-05-03\" - @\"2026-05-01\"", "P2D"), Expectation("@\"2026-01-31\" + @\"P1M\"", "2026-02-28"),
        Expectation("@\"2024-02-29\" + @\"P1Y\"", "2025-02-28"),
        Expectation("@\"2026-05-01\" + @\"P1D\"", "2026-05-02"), Expectation("@\"2026-05-01\" - @\"PT1H\"", "2026-04-30"),
        Expectation("@\"2026-05-01T23:00:00\" + @\"PT2H\"", "2026-05-02T01:00:00"),
        Expectation("@\"2026-05-01T00:00:00Z\" - @\"2026-05-01T00:00:00+08:00\"", "PT8H"),
        Expectation("@\"2026-05-01T00:00:00\" - @\"2026-05-01T00:00:00Z\"", "null"),
        Expectation("@\"23:00:00\" + @\"PT2H\"", "01:00:00"), Expectation("@\"10:00:00\" - @\"09:30:00\"", "PT30M"),
        Expectation("@\"2026-05-01\" + 1", "null"),
        Expectation("@\"P1D\" * 2.5", "P2DT12H"), Expectation("@\"P1Y\" / 2", "P6M"), Expectation("@\"P1D\" / @\"PT6H\"", "4"),
        Expectation("@\"P1Y\" / @\"P5M\"", "2.4"), Expectation("2 * @\"P1Y\"", "P2Y"),
        Expectation("@\"P1D\" + @\"P1M\"", "null"), Expectation("@\"P1D\" / 0", "null"), Expectation("-@\"P1DT1S\"", "-P1DT1S"),
        Expectation("@\"P1Y\" - @\"P18M\"", "-P6M"),
        Expectation("years and months duration(@\"2011-12-22\", @\"2013-08-24\")", "P1Y8M"),
        Expectation("years and months duration(@\"2013-08-24\", @\"2011-12-22\")", "-P1Y8M"),
        Expectation("@\"2021-03-28T01:30:00@Europe/Paris\" < @\"2021-03-28T03:30:00@Europe/Paris\"", "true"),
    ])
    func reckoning(_ row: Expectation) { row.check() }

    @Test("parts", arguments: [
        Expectation("@\"2026-05-01\".weekday", "5"), Expectation("@\"2026-05-01T09:08:07\".second", "7"),
        Expectation("@\"10:00:00+08:00\".time offset", "PT8H"), Expectation("@\"10:00:00\".time offset", "null"),
        Expectation("@\"2026-05-01T10:00:00@Asia/Shanghai\".timezone", "\"Asia/Shanghai\""),
        Expectation("@\"P1DT2H3M4S\".minutes", "3"), Expectation("@\"-P1Y2M\".months", "-2"), Expectation("@\"P1Y\".days", "null"),
        Expectation("day of year(@\"2024-12-31\")", "366"), Expectation("day of week(@\"2026-05-01\")", "\"Friday\""),
        Expectation("month of year(@\"2026-05-01\")", "\"May\""),
        Expectation("week of year(@\"2005-01-01\")", "53"), Expectation("week of year(@\"2026-12-31\")", "53"),
        Expectation("week of year(@\"2019-12-30\")", "1"),
        Expectation("now()", "2026-05-01T09:30:00@Asia/Shanghai"), Expectation("today()", "2026-05-01"),
        Expectation("is(@\"10:00:00Z\", @\"10:00:00+00:00\")", "true"),
        Expectation("is(@\"10:00:00@Etc/UTC\", @\"10:00:00Z\")", "false"), Expectation("is(value1: 1)", "false"),
    ])
    func parts(_ row: Expectation) { row.check() }

    @Test("a day's number and its date belong together, for four hundred years and far away")
    func numbers() throws {
        for number in stride(from: -150_000, through: 150_000, by: 37) + [-365_000_000_000, 365_000_000_000] {
            let date = try #require(CivilDate(dayNumber: number))
            #expect(date.dayNumber == number)
        }
        #expect(CivilDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
        #expect(CivilDate(year: -1, month: 12, day: 31)?.adding(days: 1)?.description == "0000-01-01")
        #expect(CivilDate(dayNumber: 366_000_000_000) == nil)
    }

    @Test("durations are written as they are read", arguments: [
        "PT0S", "P1D", "-PT0.5S", "P1DT2H3M4.123456789S", "P0M", "P1Y", "-P1Y2M", "PT23H59M59S",
    ])
    func durations(_ text: String) {
        let value = TemporalText.days(text).map(Value.days) ?? TemporalText.months(text).map(Value.months)
        #expect(value?.description == text)
    }

    @Test("what is no duration", arguments: [
        "", "P", "PT", "P1", "1D", "P1H", "PT1D", "P1M1Y", "P1DT", "PT1.5H", "P1Y1D", "P-1D", "PT1S2M",
    ])
    func noDurations(_ text: String) { #expect(TemporalText.days(text) == nil && TemporalText.months(text) == nil) }
}
