/// DMN 1.5, tables 69 and 70. Characters are counted as Unicode scalars.
extension Builtin {
    static let logic: [Builtin] = [
        Builtin("not", "negand: boolean") { a in a[0].boolean.map { .boolean(!$0) } },
        Builtin("is", "value1: Any, value2: Any") { a in .boolean(isSame(a[0], a[1])) },
    ]

    static let strings: [Builtin] = [
        Builtin("substring", "string: string, start position: number, length?: number", substring),
        Builtin("string length", "string: string") { a in a.string(0).map { .number($0.unicodeScalars.count) } },
        Builtin("upper case", "string: string") { a in a.string(0).map { .string($0.uppercased()) } },
        Builtin("lower case", "string: string") { a in a.string(0).map { .string($0.lowercased()) } },
        Builtin("substring before", "string: string, match: string") { a in
            guard let text = a.string(0), let match = a.string(1) else { return nil }
            return .string(text.place(of: match).map { text.scalars(..<$0.lowerBound) } ?? "")
        },
        Builtin("substring after", "string: string, match: string") { a in
            guard let text = a.string(0), let match = a.string(1) else { return nil }
            return .string(text.place(of: match).map { text.scalars($0.upperBound...) } ?? "")
        },
        Builtin("contains", "string: string, match: string") { a in
            guard let text = a.string(0), let match = a.string(1) else { return nil }
            return .boolean(text.place(of: match) != nil)
        },
        Builtin("starts with", "string: string, match: string") { a in
            guard let text = a.string(0), let match = a.string(1) else { return nil }
            return .boolean(text.utf8.starts(with: match.utf8))
        },
        Builtin("ends with", "string: string, match: string") { a in
            guard let text = a.string(0), let match = a.string(1) else { return nil }
            return .boolean(text.utf8.reversed().starts(with: match.utf8.reversed()))
        },
        Builtin("string join", "list: list, delimiter?: Any", joined),
    ]

    /// A place below zero counts from the end.
    @Sendable private static func substring(_ a: Arguments) -> Value? {
        guard let text = a.string(0), let start = a.integer(1), start != 0 else { return nil }
        let scalars = Array(text.unicodeScalars)
        let first = start > 0 ? start - 1 : scalars.count + max(start, -1_000_000_000)
        guard first >= 0, first < scalars.count else { return nil }
        var length = scalars.count
        if a.count == 3 {
            guard let count = a.integer(2), count >= 1 else { return nil }
            length = min(count, length)
        }
        var part = String.UnicodeScalarView()
        part.append(contentsOf: scalars[first...].prefix(length))
        return .string(String(part))
    }

    /// What is nothing is left out.
    @Sendable private static func joined(_ a: Arguments) -> Value? {
        guard let list = a.list(0), a[1].isNull || a[1].string != nil else { return nil }
        let given = list.filter { !$0.isNull }, texts = given.compactMap(\.string)
        let delimiter = a.string(1) ?? ""
        let size = texts.reduce(0) { $0 + $1.utf8.count } + delimiter.utf8.count * texts.count
        guard texts.count == given.count, size <= a.evaluation.limits.textLength, a.evaluation.spend(size / 16) else { return nil }
        return .string(texts.joined(separator: delimiter))
    }

    /// Equal, and of the same kind to the last part: a time in UTC isn't the same as one in Shanghai at that moment.
    static func isSame(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.time(let a), .time(let b)): a == b
        case (.dateTime(let a), .dateTime(let b)): a == b
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy(isSame)
        default: a.equals(b) == true
        }
    }
}

extension String {
    /// Where another text first stands within this one, scalar by scalar.
    func place(of other: String) -> Range<String.Index>? {
        if other.isEmpty { return startIndex..<startIndex }
        return unicodeScalars.firstRange(of: other.unicodeScalars)
    }

    func scalars(_ range: some RangeExpression<String.Index>) -> String { String(unicodeScalars[range]) }
}
