#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// 工作日历: which days and hours count when the law counts working days (行政许可法 art. 82). Days the data do not
/// name follow the week. A value: to change a year is to make another calendar.
public struct WorkingCalendar: Sendable {
    public let hours: WorkingHours
    public let years: [CalendarYear]
    /// Tells this calendar from another: the same days and hours have the same mark, on every node and in every release.
    public let fingerprint: String
    private let special: [Int: SpecialDay]
    private let listed: Set<Int>
    private let official: Set<Int>
    private let everyYear: [Int: Holiday]

    /// `everyYear` are the statutory days of fixed date, taken for years that are not listed; their year means nothing.
    /// Throws `calendar.holiday` (backwards, or longer than a month) or `calendar.overlap` (a day named twice).
    public init(hours: WorkingHours, years: [CalendarYear], everyYear: [Holiday] = []) throws(StandardError) {
        (self.hours, self.years) = (hours, years.sorted { $0.year < $1.year })
        fingerprint = CalendarFile(hours: hours, years: self.years, everyYear: everyYear).fingerprint
        special = try SpecialDay.table(holidays: years.flatMap(\.holidays), makeUpDays: years.flatMap(\.makeUpDays))
        listed = Set(years.map(\.year))
        official = Set(years.filter { $0.notice != nil }.map(\.year))
        self.everyYear = try SpecialDay.table(holidays: everyYear, makeUpDays: []).reduce(into: [:]) { table, day in
            if case .off(let holiday) = day.value { table[LocalDate(dayNumber: day.key).monthAndDay] = holiday }
        }
    }

    /// From a data file: `hours`, `years` and `every_year`. Throws `calendar.json`, or what is wrong with its content.
    public init(json: Data) throws(StandardError) {
        let file: CalendarFile = try readJSON(json, as: "calendar.json")
        try self.init(hours: file.hours, years: file.years, everyYear: file.everyYear ?? [])
    }

    public func isWorkingDay(_ date: LocalDate) -> Bool {
        switch specialDay(date) {
        case .off: false
        case .work: true
        case nil: date.weekday <= 5
        }
    }

    /// The holiday that day belongs to.
    public func holiday(on date: LocalDate) -> Holiday? {
        if case .off(let holiday) = specialDay(date) { holiday } else { nil }
    }

    public func makeUpDay(on date: LocalDate) -> MakeUpDay? {
        if case .work(let day) = specialDay(date) { day } else { nil }
    }

    /// Whether the State Council has published that year's holidays; if not, weekends and statutory days are a guess.
    public func isOfficial(_ year: Int) -> Bool { official.contains(year) }

    /// The last published year; `nil` when there is none.
    public var officialThrough: Int? { official.max() }

    /// The year whose notice an administrator should enter now: next year's, from November on.
    public func yearToEnter(on today: LocalDate) -> Int? {
        if !isOfficial(today.year) { return today.year }
        return today.month >= 11 && !isOfficial(today.year + 1) ? today.year + 1 : nil
    }

    private func specialDay(_ date: LocalDate) -> SpecialDay? {
        if let day = special[date.dayNumber] { return day }
        guard !listed.contains(date.year) else { return nil }
        return everyYear[date.monthAndDay].map { .off($0.moved(to: date.year)) }
    }
}

private enum SpecialDay: Sendable {
    case off(Holiday), work(MakeUpDay)

    static func table(holidays: [Holiday], makeUpDays: [MakeUpDay]) throws(StandardError) -> [Int: SpecialDay] {
        var table: [Int: SpecialDay] = [:]
        for holiday in holidays {
            let days = holiday.from.dayNumber...max(holiday.from, holiday.through).dayNumber
            guard holiday.from <= holiday.through, days.count <= 31 else { throw StandardError("calendar.holiday", ["name": holiday.name]) }
            for day in days { try add(.off(holiday), on: day, to: &table) }
        }
        for day in makeUpDays { try add(.work(day), on: day.date.dayNumber, to: &table) }
        return table
    }

    private static func add(_ day: SpecialDay, on number: Int, to table: inout [Int: SpecialDay]) throws(StandardError) {
        guard table.updateValue(day, forKey: number) == nil else {
            throw StandardError("calendar.overlap", ["date": "\(LocalDate(dayNumber: number))"])
        }
    }
}

private struct CalendarFile: Codable {
    let hours: WorkingHours
    let years: [CalendarYear]
    let everyYear: [Holiday]?

    /// FNV-1a of 64 bits over what it says: calendars are told apart, nobody is kept from forging one.
    var fingerprint: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(self)) ?? Data()
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }

    private enum CodingKeys: String, CodingKey {
        case hours, years, everyYear = "every_year"
    }
}

extension Holiday {
    /// The same days of another year.
    fileprivate func moved(to year: Int) -> Holiday {
        let move: (LocalDate) -> LocalDate = { LocalDate(year: year, month: $0.month, day: $0.day) ?? $0 }
        return Holiday(name: name, nameEnglish: nameEnglish, from: move(from), through: move(through))
    }
}

extension LocalDate {
    fileprivate var monthAndDay: Int { month * 100 + day }
}
