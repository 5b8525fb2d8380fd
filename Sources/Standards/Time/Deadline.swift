import Kernel

/// 办结期限: the day by which something is due, and how it came to be that day, step by step, so that a page can say it.
public struct Deadline: Hashable, Sendable {
    public let due: LocalDate
    /// Whether the count reaches into a year whose holidays aren't published, so that the day may still move.
    public let isProvisional: Bool
    public let steps: [Step]

    /// One step of the explanation: `key` is a message key, the arguments fill the message.
    public struct Step: Hashable, Sendable, Codable {
        public let key: String
        public let arguments: [String: String]

        public init(_ key: String, _ arguments: [String: String] = [:]) { (self.key, self.arguments) = (key, arguments) }

        /// What fills the message in that language: holidays have a name in each.
        public func arguments(english: Bool) -> [String: String] {
            guard english, let name = arguments["name_en"] else { return arguments }
            return arguments.merging(["name": name]) { $1 }
        }
    }

    /// The day of `start` isn't counted. `extensions` are days granted on top (art. 42), in the limit's unit. A suspension
    /// that is running counts up to `today`, or when `today` is `nil` as if it took all its approved days.
    public init(
        from start: LocalDate, _ limit: Limit, suspensions: [Suspension<LocalDate>] = [], extensions: [Int] = [],
        today: LocalDate? = nil, calendar: WorkingCalendar
    ) {
        var steps = [Step("deadline.start", ["date": "\(start)"]), Step("deadline.add", limit.count, limit.unit)]
        var count = limit.count
        let extra = extensions.reduce(0) { $0 + max(0, min($1, Limit.longest)) }
        for stretch in suspensions.stretches(after: start, now: today, cap: calendar.lastDay) {
            // A procedure that begins when the time is over doesn't bring it back.
            let over = calendar.nextWorkingDay(onOrAfter: calendar.add(count + extra, limit.unit, to: start))
            guard stretch.lowerBound <= over else { break }
            let days = calendar.days(limit.unit, between: stretch.lowerBound, and: stretch.upperBound)
            let ends = ["from": "\(stretch.lowerBound)", "through": "\(stretch.upperBound)"]
            steps.append(Step("deadline.suspended", days, limit.unit, ends))
            count += days
        }
        for days in extensions where days > 0 {
            steps.append(Step("deadline.extended", days, limit.unit))
        }
        count += extra
        let reached = calendar.add(count, limit.unit, to: start)
        due = calendar.nextWorkingDay(onOrAfter: reached)
        steps += calendar.special(after: start, through: due)
        // 民法典 art. 203: a time that ends on a day off ends with the next working day.
        if due != reached { steps.append(Step("deadline.moved", ["from": "\(reached)", "date": "\(due)"])) }
        let guessed = (start.year...max(start.year, due.year)).filter { !calendar.isOfficial($0) }
        steps += guessed.map { Step("deadline.provisional", ["year": "\($0)"]) }
        steps.append(Step("deadline.due", ["date": "\(due)"]))
        isProvisional = !guessed.isEmpty
        self.steps = steps
    }
}

extension WorkingCalendar {
    /// The holidays passed over and the make-up days counted, in the order of the calendar.
    fileprivate func special(after start: LocalDate, through due: LocalDate) -> [Deadline.Step] {
        guard start < due else { return [] }
        var steps: [Deadline.Step] = []
        var named: Holiday?
        for date in (start.dayNumber + 1...due.dayNumber).map(LocalDate.init(dayNumber:)) {
            if let day = makeUpDay(on: date) {
                steps.append(.init("deadline.make_up", ["date": "\(date)", "name": day.name, "name_en": day.nameEnglish]))
            } else if let holiday = holiday(on: date), holiday != named {
                named = holiday
                let ends = ["from": "\(date)", "through": "\(holiday.through)"]
                steps.append(.init("deadline.holiday", ["name": holiday.name, "name_en": holiday.nameEnglish].merging(ends) { $1 }))
            }
        }
        return steps
    }
}

extension Deadline.Step {
    /// A step of so many days; days of the calendar have a sentence of their own: `deadline.add_calendar`.
    fileprivate init(_ key: String, _ days: Int, _ unit: Limit.Unit, _ arguments: [String: String] = [:]) {
        self.init(unit == .workingDay ? key : "\(key)_calendar", arguments.merging(["days": "\(days)"]) { $1 })
    }
}
