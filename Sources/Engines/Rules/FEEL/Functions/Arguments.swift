import Decimals

/// What a function that FEEL brings along was called with: values of the types that it asks for, none of them null unless it takes
/// anything.
struct Arguments {
    let values: [Value]
    let evaluation: Evaluation

    /// `nil` when a value can't be what is asked for.
    init?(_ given: [Value], _ parameters: [Function.Parameter], _ evaluation: Evaluation) {
        var values: [Value] = []
        for (value, parameter) in zip(given, parameters) {
            guard evaluation.charge(value), let value = parameter.type.coerced(value, evaluation), !value.isNull || parameter.type.isAny
            else { return nil }
            values.append(value)
        }
        (self.values, self.evaluation) = (values, evaluation)
    }

    var count: Int { values.count }
    subscript(place: Int) -> Value { place < values.count ? values[place] : .null }

    func number(_ place: Int) -> Decimal128? { self[place].number }
    /// A number cut to a whole one.
    func integer(_ place: Int) -> Int? { self[place].number?.rounded(.towardZero).integer }
    func string(_ place: Int) -> String? { self[place].string }
    func list(_ place: Int) -> [Value]? { self[place].list }
    func context(_ place: Int) -> Context? { self[place].context }
}
