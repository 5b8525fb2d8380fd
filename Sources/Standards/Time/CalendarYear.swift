import Kernel

/// What is special in one year: its holidays and make-up days, from the State Council's yearly notice.
public struct CalendarYear: Hashable, Sendable, Codable {
    public let year: Int
    /// Where the notice was published; `nil` when none has been and the days are only those the law itself gives.
    public let notice: String?
    public let holidays: [Holiday]
    public let makeUpDays: [MakeUpDay]

    public init(year: Int, notice: String?, holidays: [Holiday], makeUpDays: [MakeUpDay]) {
        (self.year, self.notice, self.holidays, self.makeUpDays) = (year, notice, holidays, makeUpDays)
    }

    private enum CodingKeys: String, CodingKey {
        case year, notice, holidays, makeUpDays = "make_up_days"
    }
}

/// 节假日: days off in a row, weekends within them included.
public struct Holiday: Hashable, Sendable, Codable {
    public let name: String
    public let nameEnglish: String
    public let from: LocalDate
    public let through: LocalDate

    public init(name: String, nameEnglish: String, from: LocalDate, through: LocalDate) {
        (self.name, self.nameEnglish, self.from, self.through) = (name, nameEnglish, from, through)
    }

    private enum CodingKeys: String, CodingKey {
        case name, nameEnglish = "name_en", from, through
    }
}

/// 调休上班日: a day of a weekend on which work is done for a holiday.
public struct MakeUpDay: Hashable, Sendable, Codable {
    public let date: LocalDate
    /// The holiday it makes up for.
    public let name: String
    public let nameEnglish: String

    public init(date: LocalDate, name: String, nameEnglish: String) {
        (self.date, self.name, self.nameEnglish) = (date, name, nameEnglish)
    }

    private enum CodingKeys: String, CodingKey {
        case date, name, nameEnglish = "name_en"
    }
}
