import Decimals

/// DMN 1.5, tables 50 to 55: what is not in them is null.
extension Evaluation {
    func negated(_ value: Value) -> Value {
        switch value {
        case .number(let number): .number(number.negated)
        case .days(let days): days.negated.map(Value.days) ?? .null
        case .months(let months): MonthsDuration(months: -months.months).map(Value.months) ?? .null
        case .null: .null
        default: null(.operands, ["sign": "-", "left": "", "right": value.kind])
        }
    }

    func compared(_ sign: Expression.Comparison, _ left: Value, _ right: Value) -> Value {
        guard charge(left) else { return .null }
        let truth: Bool? = switch sign {
        case .equal: left.equals(right)
        case .unequal: left.equals(right).map { !$0 }
        case .less: left.order(right).map { $0 < 0 }
        case .lessOrEqual: left.order(right).map { $0 <= 0 }
        case .greater: left.order(right).map { $0 > 0 }
        case .greaterOrEqual: left.order(right).map { $0 >= 0 }
        }
        return truth.map(Value.boolean) ?? mismatch(sign.rawValue, left, right)
    }

    func arithmetic(_ sign: Expression.Arithmetic, _ left: Value, _ right: Value) -> Value {
        let result: Value? = switch sign {
        case .add: sum(left, right)
        case .subtract: difference(left, right)
        case .multiply: product(left, right)
        case .divide: quotient(left, right)
        case .power: power(left, right)
        }
        return result ?? mismatch(sign.rawValue, left, right)
    }

    private func mismatch(_ sign: String, _ left: Value, _ right: Value) -> Value {
        null(.operands, ["sign": sign, "left": left.kind, "right": right.kind])
    }

    private func sum(_ left: Value, _ right: Value) -> Value? {
        switch (left, right) {
        case (.number(let a), .number(let b)): a.adding(b).map(Value.number)
        case (.string(let a), .string(let b)): spend(b.utf8.count / 16) ? limited(.string(a + b)) : nil
        case (.days(let a), .days(let b)): a.adding(b).map(Value.days)
        case (.months(let a), .months(let b)): MonthsDuration(months: a.months + b.months).map(Value.months)
        case (.days(let days), let moment), (let moment, .days(let days)): moved(moment, by: days)
        case (.months(let months), let moment), (let moment, .months(let months)): moved(moment, by: months)
        default: nil
        }
    }

    private func difference(_ left: Value, _ right: Value) -> Value? {
        switch (left, right) {
        case (.number(let a), .number(let b)): a.subtracting(b).map(Value.number)
        case (.days(let a), .days(let b)): a.subtracting(b).map(Value.days)
        case (.months(let a), .months(let b)): MonthsDuration(months: a.months - b.months).map(Value.months)
        case (_, .days(let days)): days.negated.flatMap { moved(left, by: $0) }
        case (_, .months(let months)): MonthsDuration(months: -months.months).flatMap { moved(left, by: $0) }
        case (.time(let a), .time(let b)):
            (a.zone == nil) == (b.zone == nil) ? .days(Self.span(a.nanosecondsInUTC, b.nanosecondsInUTC)) : nil
        default: elapsed(left, right)
        }
    }

    /// Between two moments; a date is its midnight, in UTC when the other has a zone.
    private func elapsed(_ left: Value, _ right: Value) -> Value? {
        guard let a = moment(left), let b = moment(right) else { return nil }
        let isMixed = (a.time.zone == nil) != (b.time.zone == nil)
        if case (.dateTime, .dateTime) = (left, right), isMixed { return nil }
        return a.instant.subtracting(b.instant).map(Value.days)
    }

    private func moment(_ value: Value) -> CivilDateTime? {
        switch value {
        case .date(let date): CivilDateTime(date, .midnight)
        case .dateTime(let moment): moment
        default: nil
        }
    }

    private static func span(_ a: Int, _ b: Int) -> DaysDuration {
        DaysDuration(seconds: floorDivide(a - b, 1_000_000_000), nanoseconds: floorModulo(a - b, 1_000_000_000))
    }

    private func moved(_ moment: Value, by days: DaysDuration) -> Value? {
        switch moment {
        case .date(let date): CivilDateTime(date, .midnight).adding(days).map { .date($0.date) }
        case .dateTime(let moment): moment.adding(days).map(Value.dateTime)
        case .time(let time):
            .time(CivilTime(nanoseconds: time.nanoseconds + days.seconds % 86_400 * 1_000_000_000 + days.nanoseconds, zone: time.zone))
        default: nil
        }
    }

    private func moved(_ moment: Value, by months: MonthsDuration) -> Value? {
        switch moment {
        case .date(let date): date.adding(months: months.months).map(Value.date)
        case .dateTime(let moment): moment.adding(months: months.months).map(Value.dateTime)
        default: nil
        }
    }

    private func product(_ left: Value, _ right: Value) -> Value? {
        switch (left, right) {
        case (.number(let a), .number(let b)): a.multiplied(by: b).map(Value.number)
        case (.days(let days), .number(let times)), (.number(let times), .days(let days)):
            days.decimal.multiplied(by: times).flatMap(DaysDuration.init).map(Value.days)
        case (.months(let months), .number(let times)), (.number(let times), .months(let months)):
            Decimal128(months.months).multiplied(by: times)?.rounded(scale: 0, .towardZero).flatMap(MonthsDuration.init).map(Value.months)
        default: nil
        }
    }

    private func quotient(_ left: Value, _ right: Value) -> Value? {
        switch (left, right) {
        case (.number(let a), .number(let b)): a.divided(by: b).map(Value.number)
        case (.days(let days), .number(let parts)): days.decimal.divided(by: parts).flatMap(DaysDuration.init).map(Value.days)
        case (.months(let months), .number(let parts)):
            Decimal128(months.months).divided(by: parts)?.rounded(scale: 0, .towardZero).flatMap(MonthsDuration.init).map(Value.months)
        case (.days(let a), .days(let b)): a.decimal.divided(by: b.decimal).map(Value.number)
        case (.months(let a), .months(let b)): Decimal128(a.months).divided(by: Decimal128(b.months)).map(Value.number)
        default: nil
        }
    }

    private func power(_ left: Value, _ right: Value) -> Value? {
        guard let base = left.number, let exponent = right.number else { return nil }
        return base.power(exponent).map(Value.number)
    }
}
