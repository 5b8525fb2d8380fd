/// Classes of characters (XML Schema 1.1, part 2, G.4).
extension PatternTranslation {
    /// `[a-z]`, `[^a-z]`, `[a-z-[aeiou]]`
    mutating func characterClass(nesting: Int = 0) throws(Refused) -> String {
        guard nesting < 20 else { throw Refused() }
        place += 1
        let isNegated = take("^")
        var members: [String] = [], subtracted: String?
        while !take("]") {
            if peek() == "-", peek(1) == "[", !members.isEmpty {
                place += 1
                subtracted = try characterClass(nesting: nesting + 1)
                guard peek() == "]" else { throw Refused() }
            } else {
                members.append(try member(isFirst: members.isEmpty))
            }
        }
        guard !members.isEmpty else { throw Refused() }
        let positive = "(?:\(members.joined(separator: "|")))"
        let chosen = isNegated ? "(?:(?!\(positive))(?s:.))" : positive
        return subtracted.map { "(?:(?!\($0))\(chosen))" } ?? chosen
    }

    /// One scalar, a span of them, or a class with a name.
    private mutating func member(isFirst: Bool) throws(Refused) -> String {
        guard let next = peek() else { throw Refused() }
        if next == "\\", let sign = peek(1), !Self.signs.contains(sign) { return try classEscape() }
        if next == "-", !isFirst, peek(1) != "]" { throw Refused() }
        let low = try single()
        guard peek() == "-", let after = peek(1), after != "]", after != "[" else { return "[\(Self.code(low))]" }
        place += 1
        if peek() == "\\", let sign = peek(1), !Self.signs.contains(sign) { throw Refused() }
        let high = try single()
        guard low <= high else { throw Refused() }
        return "[\(Self.code(low))-\(Self.code(high))]"
    }

    private mutating func single() throws(Refused) -> Unicode.Scalar {
        guard let next = peek(), next != "[", next != "]" else { throw Refused() }
        place += 1
        guard next == "\\" else { return next }
        guard let sign = peek(), Self.signs.contains(sign) else { throw Refused() }
        place += 1
        return Self.controls[sign] ?? sign
    }

    private static func code(_ scalar: Unicode.Scalar) -> String { "\\x{\(String(scalar.value, radix: 16))}" }

    /// What stands for itself after a backslash, and the three that stand for a control.
    private static let signs = Set("nrt\\|.?*+(){}-[]^$".unicodeScalars)
    private static let controls: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "r": "\r", "t": "\t"]

    /// `\d`, `\p{Lu}` and so on; any sign that needs it for itself.
    mutating func classEscape() throws(Refused) -> String {
        guard let next = peek(1) else { throw Refused() }
        if Self.signs.contains(next) { return "[\(Self.code(try single()))]" }
        place += 2
        switch next {
        case "p", "P": return try property(isNegated: next == "P")
        case "s": return "[ \\t\\n\\r]"
        case "S": return "[^ \\t\\n\\r]"
        case "d": return "\\p{Nd}"
        case "D": return "\\P{Nd}"
        case "w": return "[^\\p{P}\\p{Z}\\p{C}]"
        case "W": return "[\\p{P}\\p{Z}\\p{C}]"
        case "i": return "[\(Self.nameStart)]"
        case "I": return "[^\(Self.nameStart)]"
        case "c": return "[\(Self.nameStart)\(Self.nameRest)]"
        case "C": return "[^\(Self.nameStart)\(Self.nameRest)]"
        default: throw Refused()
        }
    }

    private mutating func property(isNegated: Bool) throws(Refused) -> String {
        guard take("{") else { throw Refused() }
        var name = ""
        while let next = peek(), next != "}" {
            name.unicodeScalars.append(next)
            place += 1
        }
        guard take("}") else { throw Refused() }
        if UnicodeBlock.categories.contains(name) { return "\\\(isNegated ? "P" : "p"){\(name)}" }
        guard name.hasPrefix("Is"), let block = UnicodeBlock.named(String(name.dropFirst(2))) else { throw Refused() }
        let (low, high) = (String(block.lowerBound, radix: 16), String(block.upperBound, radix: 16))
        return "[\(isNegated ? "^" : "")\\x{\(low)}-\\x{\(high)}]"
    }

    /// XML 1.0, rules 4 and 4a.
    private static let nameStart = ":A-Z_a-z\\x{c0}-\\x{d6}\\x{d8}-\\x{f6}\\x{f8}-\\x{2ff}\\x{370}-\\x{37d}\\x{37f}-\\x{1fff}"
        + "\\x{200c}-\\x{200d}\\x{2070}-\\x{218f}"
        + "\\x{2c00}-\\x{2fef}\\x{3001}-\\x{d7ff}\\x{f900}-\\x{fdcf}\\x{fdf0}-\\x{fffd}\\x{10000}-\\x{effff}"
    private static let nameRest = "\\-.0-9\\x{b7}\\x{300}-\\x{36f}\\x{203f}-\\x{2040}"
}
