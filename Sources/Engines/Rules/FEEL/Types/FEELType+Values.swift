extension FEELType {
    /// The type of a value, as far as it shows.
    static func of(_ value: Value) -> FEELType {
        switch value {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .days: .days
        case .months: .months
        case .list: .list(.any)
        case .context(let context): .context(context.pairs.map { Field(name: $0.name, type: of($0.value)) })
        case .range(let range): .range(of(range.low ?? range.high ?? .null))
        case .function(let function): .function(Signature(parameters: function.parameters.map(\.type), result: function.result))
        }
    }

    /// Whether a value is of this type; nothing is of the type Null alone, though it may stand within lists and contexts.
    func contains(_ value: Value, _ evaluation: Evaluation) -> Bool {
        switch (self, value) {
        case (.defined(let definition), _): definition.contains(value, evaluation)
        case (.null, .null): true
        case (_, .null): false
        case (.any, _), (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time): true
        case (.dateTime, .dateTime), (.days, .days), (.months, .months), (.function(nil), .function): true
        case (.list(let element), .list(let values)): values.allSatisfy { element.admits($0, evaluation) }
        case (.context(let fields), .context(let context)):
            fields.allSatisfy { field in context[field.name].map { field.type.admits($0, evaluation) } ?? false }
        case (.range(let element), .range(let range)):
            [range.low, range.high].allSatisfy { $0.map { element.admits($0, evaluation) } ?? true }
        case (.function(let signature?), .function): Self.of(value).conforms(to: .function(signature))
        default: false
        }
    }

    /// The same, and nothing passes too.
    func admits(_ value: Value, _ evaluation: Evaluation) -> Bool { value.isNull || contains(value, evaluation) }

    /// Whether every value of this type is one of the other (DMN 1.5, 10.3.2.9.2).
    func conforms(to other: FEELType) -> Bool {
        switch (plain, other.plain) {
        case (_, .any), (.null, _), (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time): true
        case (.dateTime, .dateTime), (.days, .days), (.months, .months), (.function, .function(nil)): true
        case (.list(let a), .list(let b)), (.range(let a), .range(let b)): a.conforms(to: b)
        case (.context(let mine), .context(let theirs)):
            theirs.allSatisfy { field in mine.contains { $0.name == field.name && $0.type.conforms(to: field.type) } }
        case (.function(let mine?), .function(let theirs?)):
            mine.parameters.count == theirs.parameters.count && mine.result.conforms(to: theirs.result)
                && zip(theirs.parameters, mine.parameters).allSatisfy { $0.conforms(to: $1) }
        default: false
        }
    }

    /// The value as one of this type, by the conversions that happen of themselves (DMN 1.5, 10.3.2.9.4): a list of one for its
    /// element, an element for a list of it, a date for its midnight in UTC. `nil` when it can't be one.
    func coerced(_ value: Value, _ evaluation: Evaluation) -> Value? {
        if case .any = self { return value }
        if admits(value, evaluation) { return value }
        switch (plain, value) {
        case (.list, .list): return nil
        case (.list, _):
            let list = Value.list([value])
            return contains(list, evaluation) ? list : nil
        case (.dateTime, .date(let date)):
            let midnight = Value.dateTime(CivilDateTime(date, CivilTime(nanoseconds: 0, zone: .utc)))
            return contains(midnight, evaluation) ? midnight : nil
        case (_, .list(let elements)) where elements.count == 1: return coerced(elements[0], evaluation)
        default: return nil
        }
    }
}

extension Value {
    /// What comes from outside may leave entries out that its type has: they are nothing.
    func completed(as type: FEELType) -> Value {
        switch (type.plain, self) {
        case (.list(let element), .list(let elements)): return .list(elements.map { $0.completed(as: element) })
        case (.context(let fields), .context(var context)):
            for field in fields { context[field.name] = (context[field.name] ?? .null).completed(as: field.type) }
            return .context(context)
        default: return self
        }
    }
}

extension DefinedType {
    func contains(_ value: Value, _ evaluation: Evaluation) -> Bool {
        guard base.contains(value, evaluation) else { return false }
        guard let allowed else { return true }
        let values = isOfElements ? value.list ?? [value] : [value]
        return values.allSatisfy { evaluation.isMatch($0, allowed, in: .empty) == true }
    }
}
