extension Value {
    /// Below zero when this comes first, zero when neither does; `nil` when they can't be compared (DMN 1.5, table 51).
    func order(_ other: Value) -> Int? {
        switch (self, other) {
        case (.number(let a), .number(let b)): a < b ? -1 : a == b ? 0 : 1
        case (.string(let a), .string(let b)):
            a.isSame(as: b) ? 0 : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
        case (.date(let a), .date(let b)): order(a, b)
        case (.days(let a), .days(let b)): order(a, b)
        case (.months(let a), .months(let b)): order(a, b)
        case (.time(let a), .time(let b)):
            hasZone(a) == hasZone(b) ? order(a.millisecondsInUTC, b.millisecondsInUTC) : nil
        case (.dateTime(let a), .dateTime(let b)):
            hasZone(a.time) == hasZone(b.time) ? order(a.instant.toMilliseconds, b.instant.toMilliseconds) : nil
        default: nil
        }
    }

    /// Whether they are equal; `nil` when they are of different kinds (DMN 1.5, table 50). Nothing equals nothing only.
    func equals(_ other: Value) -> Bool? {
        switch (self, other) {
        case (.null, .null): true
        case (.null, _), (_, .null): false
        case (.boolean(let a), .boolean(let b)): a == b
        case (.string(let a), .string(let b)): a.isSame(as: b)
        case (.number(let a), .number(let b)): a == b
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.equals($1) == true }
        case (.context(let a), .context(let b)):
            a.count == b.count && a.pairs.allSatisfy { name, value in b[name].map { $0.equals(value) == true } ?? false }
        case (.range(let a), .range(let b)): a.equals(b)
        case (.function(let a), .function(let b)): a === b
        default: order(other).map { $0 == 0 }
        }
    }

    private func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a == b ? 0 : 1 }
    private func hasZone(_ time: CivilTime) -> Bool { time.zone != nil }
}

extension String {
    /// The same scalars: FEEL knows no other equality of texts.
    func isSame(as other: String) -> Bool { utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8) }
}

extension ValueRange {
    func equals(_ other: ValueRange) -> Bool {
        form == other.form && includesLow == other.includesLow && includesHigh == other.includesHigh
            && (low ?? .null).equals(other.low ?? .null) == true && (high ?? .null).equals(other.high ?? .null) == true
    }
}

extension Value: Equatable {
    public static func == (a: Self, b: Self) -> Bool { a.equals(b) == true }
}

extension Context: Equatable {
    public static func == (a: Self, b: Self) -> Bool { Value.context(a) == .context(b) }
}
