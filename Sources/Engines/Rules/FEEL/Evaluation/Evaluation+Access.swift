import Decimals

/// Paths and filters.
extension Evaluation {
    /// An entry of a context, a part of a date or a duration; of a list, that of each element.
    func entry(_ name: String, of value: Value) -> Value {
        switch value {
        case .context(let context):
            return context[name] ?? null(.noEntry, ["name": name, "kind": "context"])
        case .list(let elements):
            guard spend(elements.count) else { return .null }
            return .list(elements.map { entry(name, of: $0) })
        case .null: return .null
        default: return value.part(name) ?? null(.noEntry, ["name": name, "kind": value.kind])
        }
    }

    /// One element by its number, counted from 1 or backwards from -1; or all for which a condition holds.
    func filtered(_ value: Value, by condition: Expression, in scope: Scope) -> Value {
        guard let elements = value.elements else { return .null }
        if case .literal(.number(let place)) = condition { return element(place, of: elements) }
        var kept: [Value] = []
        for (place, element) in elements.enumerated() {
            let answer = self.value(condition, in: filterScope(element, in: scope))
            switch answer {
            case .boolean(true): kept.append(element)
            case .boolean(false), .null: continue
            case .number(let number) where place == 0: return self.element(number, of: elements)
            default: return null(.condition, ["kind": answer.kind])
            }
            if isExhausted { return .null }
        }
        if elements.isEmpty, self.value(condition, in: Scope("item", .null, in: scope)).number != nil { return .null }
        return .list(kept)
    }

    /// Within a filter the element is `item`, and its entries are names of their own.
    func filterScope(_ element: Value, in scope: Scope) -> Scope {
        let inner = Scope("item", element, in: scope)
        return element.context.map { Scope($0, in: inner) } ?? inner
    }

    private func element(_ place: Decimal128, of elements: [Value]) -> Value {
        guard let place = place.integer, place != 0, place.magnitude <= elements.count else {
            return null(.noEntry, ["name": place.description, "kind": "list"])
        }
        return elements[place > 0 ? place - 1 : elements.count + place]
    }
}

extension Value {
    /// Parts that values have of themselves (DMN 1.5, table 65); `nil` when there is no such part.
    func part(_ name: String) -> Value? {
        switch self {
        case .date(let date): Self.part(name, of: date)
        case .dateTime(let moment): Self.part(name, of: moment.date) ?? Self.part(name, of: moment.time, offset: moment.offset)
        case .time(let time): Self.part(name, of: time, offset: time.zone?.offsetOfTime ?? 0)
        case .days(let days): Self.part(name, of: days)
        case .months(let months): Self.part(name, of: months)
        case .range(let range): Self.part(name, of: range)
        default: nil
        }
    }

    private static func part(_ name: String, of date: CivilDate) -> Value? {
        switch name {
        case "year": .number(date.year)
        case "month": .number(date.month)
        case "day": .number(date.day)
        case "weekday": .number(date.weekday)
        default: nil
        }
    }

    private static func part(_ name: String, of time: CivilTime, offset: Int) -> Value? {
        switch name {
        case "hour": return .number(time.hour)
        case "minute": return .number(time.minute)
        case "second": return .number(time.second)
        case "time offset": return time.zone == nil ? .null : .days(DaysDuration(seconds: offset))
        case "timezone":
            if case .named(let place) = time.zone { return .string(place) }
            return .null
        default: return nil
        }
    }

    private static func part(_ name: String, of days: DaysDuration) -> Value? {
        switch name {
        case "days": .number(days.parts.days)
        case "hours": .number(days.parts.hours)
        case "minutes": .number(days.parts.minutes)
        case "seconds": .number(days.parts.seconds)
        default: nil
        }
    }

    private static func part(_ name: String, of months: MonthsDuration) -> Value? {
        switch name {
        case "years": .number(months.months / 12)
        case "months": .number(months.months % 12)
        default: nil
        }
    }

    private static func part(_ name: String, of range: ValueRange) -> Value? {
        switch name {
        case "start": range.low ?? .null
        case "end": range.high ?? .null
        case "start included": .boolean(range.includesLow)
        case "end included": .boolean(range.includesHigh)
        default: nil
        }
    }
}
