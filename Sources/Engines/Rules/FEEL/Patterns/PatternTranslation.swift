/// Reads a pattern of XPath's and writes it as PCRE2 does. What XPath doesn't know is refused, though PCRE2 might take it.
struct PatternTranslation {
    struct Refused: Error {}

    private(set) var scalars: [Unicode.Scalar]
    var place = 0
    private(set) var groups = 0
    private var openGroups: Set<Int> = []
    private var depth = 0
    private let dotMatchesAll: Bool

    init(_ text: String, ignoresBlanks: Bool, dotMatchesAll: Bool) {
        scalars = Array(text.unicodeScalars)
        self.dotMatchesAll = dotMatchesAll
        if ignoresBlanks { removeBlanks() }
    }

    /// Every scalar for itself.
    static func literal(_ text: String) -> String { text.unicodeScalars.map(escaped).joined() }

    mutating func whole() throws(Refused) -> String {
        let expression = try alternatives()
        guard isAtEnd else { throw Refused() }
        return expression
    }

    var isAtEnd: Bool { place >= scalars.count }
    func peek(_ distance: Int = 0) -> Unicode.Scalar? { place + distance < scalars.count ? scalars[place + distance] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        place += 1
        return true
    }

    private mutating func alternatives() throws(Refused) -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { throw Refused() }
        var branches = [try branch()]
        while take("|") { branches.append(try branch()) }
        return branches.joined(separator: "|")
    }

    private mutating func branch() throws(Refused) -> String {
        var branch = ""
        while let next = peek(), next != "|", next != ")" {
            let atom = try atom()
            branch += atom + (try quantifier())
        }
        return branch
    }

    private mutating func atom() throws(Refused) -> String {
        guard let next = peek() else { throw Refused() }
        switch next {
        case "(": return try group()
        case "[": return try characterClass()
        case "\\": return try escape()
        case "?", "*", "+", "{", "}", "]": throw Refused()
        default:
            place += 1
            switch next {
            case ".": return dotMatchesAll ? "." : "[^\\n\\r]"
            case "^", "$": return String(next)
            default: return Self.escaped(next)
            }
        }
    }

    private mutating func group() throws(Refused) -> String {
        place += 1
        if peek() == "?" {
            guard peek(1) == ":" else { throw Refused() }
            place += 2
            let inner = try alternatives()
            guard take(")") else { throw Refused() }
            return "(?:\(inner))"
        }
        groups += 1
        let number = groups
        openGroups.insert(number)
        let inner = try alternatives()
        openGroups.remove(number)
        guard take(")") else { throw Refused() }
        return "(\(inner))"
    }

    /// Outside brackets: a class, a reference back to a group that is closed, or a sign for itself.
    private mutating func escape() throws(Refused) -> String {
        guard let next = peek(1) else { throw Refused() }
        guard next.isDigit, next != "0" else { return try classEscape() }
        place += 1
        var number = 0
        while let digit = peek(), digit.isDigit, number == 0 || number * 10 + Int(digit.value - 48) <= groups {
            number = number * 10 + Int(digit.value - 48)
            place += 1
        }
        guard number <= groups, !openGroups.contains(number) else { throw Refused() }
        return "(?:\\g{\(number)})"
    }

    private mutating func quantifier() throws(Refused) -> String {
        var quantifier = ""
        if take("?") { quantifier = "?" } else if take("*") { quantifier = "*" } else if take("+") { quantifier = "+" } else if take("{") {
            quantifier = try count()
        }
        if !quantifier.isEmpty, take("?") { quantifier += "?" }
        return quantifier
    }

    /// `{2}`, `{2,}`, `{2,5}`
    private mutating func count() throws(Refused) -> String {
        let least = try number()
        var most = least
        var written = "{\(least)"
        if take(",") {
            written += ","
            if let next = peek(), next.isDigit {
                most = try number()
                written += String(most)
            }
        }
        guard take("}"), most >= least else { throw Refused() }
        return written + "}"
    }

    private mutating func number() throws(Refused) -> Int {
        var number = 0, digits = 0
        while let next = peek(), next.isDigit, digits < 5 {
            number = number * 10 + Int(next.value - 48)
            digits += 1
            place += 1
        }
        guard digits > 0, number <= 65_535 else { throw Refused() }
        return number
    }

    /// The flag x: white space outside brackets is left out.
    private mutating func removeBlanks() {
        var depth = 0, kept: [Unicode.Scalar] = [], isEscaped = false
        for scalar in scalars {
            if !isEscaped, scalar == "[" { depth += 1 }
            if !isEscaped, scalar == "]" { depth = max(0, depth - 1) }
            if depth == 0, ["\t", "\n", "\r", " "].contains(scalar) { continue }
            isEscaped = scalar == "\\" && !isEscaped
            kept.append(scalar)
        }
        scalars = kept
    }

    static func escaped(_ scalar: Unicode.Scalar) -> String {
        scalar.isASCII && !scalar.properties.isAlphabetic && !scalar.isDigit ? "\\x{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
}
