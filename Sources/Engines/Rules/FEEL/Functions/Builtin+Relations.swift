/// DMN 1.5, table 78, for two ranges; the second names of the parameters of those that take a point too.
extension Builtin {
    static let relations: [Builtin] = [
        Builtin("meets", "range1: range, range2: range") { a in meets(a[0], a[1]).map(Value.boolean) },
        Builtin("met by", "range1: range, range2: range") { a in meets(a[1], a[0]).map(Value.boolean) },
        Builtin("overlaps", "range1: range, range2: range") { a in overlaps(a[0], a[1]).map(Value.boolean) },
        Builtin("overlaps before", "range1: range, range2: range") { a in overlapsBefore(a[0], a[1]).map(Value.boolean) },
        Builtin("overlaps after", "range1: range, range2: range") { a in overlapsBefore(a[1], a[0]).map(Value.boolean) },
    ] + renamed

    private static let renamed: [Builtin] = [
        ("before", ["point, range", "range, point", "range1, range2"]), ("after", ["point, range", "range, point", "range1, range2"]),
        ("includes", ["range1, range2"]), ("during", ["range1, range2"]), ("starts", ["range1, range2"]),
        ("started by", ["range1, range2"]), ("finishes", ["range1, range2"]), ("finished by", ["range1, range2"]),
        ("coincides", ["range1, range2"]),
    ].flatMap { name, signatures in
        signatures.map { names in
            let typed = names.split(separator: ", ").map { "\($0): \($0.hasPrefix("range") ? "range" : "Any")" }.joined(separator: ", ")
            return Builtin(name, typed) { a in ranges.first { $0.name == name }?.overloads[0].body(a) }
        }
    }

    private static func meets(_ first: Value, _ second: Value) -> Bool? {
        guard let order = relation(first.upper, second.lower) else { return nil }
        return order == 0 && first.upper.isIncluded && second.lower.isIncluded
    }

    private static func overlaps(_ first: Value, _ second: Value) -> Bool? {
        guard let left = relation(first.upper, second.lower), let right = relation(second.upper, first.lower) else { return nil }
        let isReached = left > 0 || (left == 0 && first.upper.isIncluded && second.lower.isIncluded)
        return isReached && (right > 0 || (right == 0 && second.upper.isIncluded && first.lower.isIncluded))
    }

    /// The first begins before the second, reaches into it, and ends before it does.
    private static func overlapsBefore(_ first: Value, _ second: Value) -> Bool? {
        guard let low = relation(first.lower, second.lower), let into = relation(first.upper, second.lower),
              let high = relation(first.upper, second.upper) else { return nil }
        let begins = low < 0 || (low == 0 && first.lower.isIncluded && !second.lower.isIncluded)
        let reaches = into > 0 || (into == 0 && first.upper.isIncluded && second.lower.isIncluded)
        let ends = high < 0 || (high == 0 && (!first.upper.isIncluded || second.upper.isIncluded))
        return begins && reaches && ends
    }
}
