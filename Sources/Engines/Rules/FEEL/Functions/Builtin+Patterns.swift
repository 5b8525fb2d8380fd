/// DMN 1.5, table 70: what takes a regular expression.
extension Builtin {
    static let patterns: [Builtin] = [
        Builtin("matches", "input: string, pattern: string, flags?: Any") { a in
            guard let text = a.string(0), let pattern = a.pattern(1, flags: 2), a.evaluation.spend(text.utf8.count) else { return nil }
            return pattern.isMatch(text).map(Value.boolean)
        },
        Builtin("replace", "input: string, pattern: string, replacement: string, flags?: Any", replaced),
        Builtin("split", "string: string, delimiter: string") { a in
            guard let text = a.string(0), let pattern = a.pattern(1, flags: 2), a.evaluation.spend(text.utf8.count) else { return nil }
            let bytes = Array(text.utf8)
            guard let matches = pattern.matches(in: bytes)?.compactMap({ $0[0] }) else { return nil }
            let starts = [0] + matches.map(\.upperBound), ends = matches.map(\.lowerBound) + [bytes.count]
            return .list(zip(starts, ends).map { .string(String(decoding: bytes[$0..<$1], as: UTF8.self)) })
        },
    ]

    @Sendable private static func replaced(_ a: Arguments) -> Value? {
        guard let text = a.string(0), let pattern = a.pattern(1, flags: 3), let written = a.string(2),
              let parts = replacement(written, pattern) else { return nil }
        let bytes = Array(text.utf8)
        guard a.evaluation.spend(bytes.count), let matches = pattern.matches(in: bytes) else { return nil }
        var result: [UInt8] = [], place = 0
        for match in matches {
            guard let whole = match[0] else { return nil }
            result += bytes[place..<whole.lowerBound]
            for part in parts {
                guard result.count <= a.evaluation.limits.textLength else { return nil }
                switch part {
                case .text(let text): result += text.utf8
                case .group(let number): if number < match.count, let range = match[number] { result += bytes[range] }
                }
            }
            place = whole.upperBound
        }
        return .string(String(decoding: result + bytes[place...], as: UTF8.self))
    }

    private enum Part {
        case text(String)
        case group(Int)
    }

    /// `$1` is a group, `\$` and `\\` are themselves; anything else after these two is an error (XPath Functions 3.1, 5.6.4).
    private static func replacement(_ text: String, _ pattern: FEELPattern) -> [Part]? {
        if pattern.isLiteral { return [.text(text)] }
        var parts: [Part] = [], rest = text.unicodeScalars[...]
        while let next = rest.popFirst() {
            switch next {
            case "\\":
                guard let sign = rest.popFirst(), sign == "\\" || sign == "$" else { return nil }
                parts.append(.text(String(sign)))
            case "$":
                guard let number = groupNumber(&rest, of: pattern.groups) else { return nil }
                parts.append(.group(number))
            default: parts.append(.text(String(next)))
            }
        }
        return parts
    }

    /// As many digits as still name a group.
    private static func groupNumber(_ rest: inout Substring.UnicodeScalarView, of groups: Int) -> Int? {
        guard let first = rest.first, first.isDigit else { return nil }
        rest.removeFirst()
        var number = Int(first.value - 48)
        while let next = rest.first, next.isDigit, number * 10 + Int(next.value - 48) <= groups {
            number = number * 10 + Int(next.value - 48)
            rest.removeFirst()
        }
        return number
    }
}

extension Arguments {
    /// The pattern among the arguments, with its flags if they are given.
    fileprivate func pattern(_ place: Int, flags: Int) -> FEELPattern? {
        guard let text = string(place), self[flags].isNull || self[flags].string != nil else { return nil }
        return evaluation.patterns.pattern(text, flags: string(flags) ?? "", limits: evaluation.limits)
    }
}
