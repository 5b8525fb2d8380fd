/// DMN 1.5, tables 75 and 79: of dates, and of the moment at which the evaluation happens.
extension Builtin {
    static let moments: [Builtin] = [
        Builtin("day of year", "date: Any") { a in
            a[0].day.map { date in .number(date.dayNumber - (CivilDate(year: date.year, month: 1, day: 1)?.dayNumber ?? 0) + 1) }
        },
        Builtin("day of week", "date: Any") { a in a[0].day.map { .string(days[$0.weekday - 1]) } },
        Builtin("month of year", "date: Any") { a in a[0].day.map { .string(months[$0.month - 1]) } },
        Builtin("week of year", "date: Any") { a in a[0].day.map { .number(week(of: $0)) } },
        Builtin("now", "") { a in a.evaluation.now.map(Value.dateTime) },
        Builtin("today", "") { a in a.evaluation.now.map { .date($0.date) } },
    ]

    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]

    /// By ISO 8601: the week with the year's first Thursday is the first.
    private static func week(of date: CivilDate) -> Int {
        let thursday = date.dayNumber + 4 - date.weekday
        guard let year = CivilDate(dayNumber: thursday)?.year, let first = CivilDate(year: year, month: 1, day: 1) else { return 1 }
        return (thursday - first.dayNumber) / 7 + 1
    }
}
