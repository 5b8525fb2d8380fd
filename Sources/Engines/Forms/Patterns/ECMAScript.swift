/// Says in the words of PCRE2 what a pattern means by ECMA-262 in Unicode mode: `\d` and `\w` are ASCII, `\s` is every blank of
/// Unicode, `.` stops at four line ends, `\p{Letter}` goes by its long name, `[]` matches nothing. What the two write alike but
/// mean differently (`\a`, `\Z`, `(*FAIL)`, possessive quantifiers) is refused, as ECMA-262 refuses it.
struct ECMAScript {
    /// `nil` when the pattern breaks ECMA-262's grammar. That groups pair up is left to PCRE2 to say.
    static func translate(_ pattern: String) -> String? {
        var translator = ECMAScript(pattern)
        return translator.whole() ? translator.output : nil
    }

    var input: [Unicode.Scalar]
    var place = 0
    var output = ""
    let groups: Int

    private init(_ pattern: String) {
        input = Array(pattern.unicodeScalars)
        groups = Self.countGroups(input)
    }

    /// A quantifier may stand only after something that can be repeated.
    private mutating func whole() -> Bool {
        var canRepeat = false
        while let next = take() {
            switch next {
            case "^", "$", "|":
                output += String(next)
                canRepeat = false
            case ".":
                output += Self.dot
                canRepeat = true
            case ")":
                output += ")"
                canRepeat = true
            case "(":
                guard group() else { return false }
                canRepeat = false
            case "[":
                guard characterClass() else { return false }
                canRepeat = true
            case "\\":
                guard let escaped = escape() else { return false }
                output += escaped.text
                canRepeat = escaped.canRepeat
            case "*", "+", "?", "{":
                if let quantifier = next == "{" ? counted() : String(next) {
                    guard canRepeat else { return false }
                    output += takeIf("?") ? quantifier + "?" : quantifier
                    canRepeat = false
                } else {
                    output += literal(next)
                    canRepeat = true
                }
            default:
                output += literal(next)
                canRepeat = true
            }
        }
        return true
    }

    // MARK: - Groups and quantifiers

    private mutating func group() -> Bool {
        guard takeIf("?") else { return append("(") }
        guard let kind = take() else { return false }
        switch kind {
        case ":", "=", "!": return append("(?\(kind)")
        case "<":
            if takeIf("=") { return append("(?<=") }
            if takeIf("!") { return append("(?<!") }
            return name().map { append("(?<\($0)>") } ?? false
        default: return false
        }
    }

    /// The rest of `<name>`, in letters that both know.
    mutating func name() -> String? {
        var name = ""
        while let next = take(), next != ">" {
            guard next.properties.isAlphabetic || next == "_" || (!name.isEmpty && next.properties.numericType != nil) else { return nil }
            name.unicodeScalars.append(next)
        }
        return !name.isEmpty && input[place - 1] == ">" && name.unicodeScalars.count <= 32 ? name : nil
    }

    /// The rest of `{n}`, `{n,}` or `{n,m}`, when it is one.
    private mutating func counted() -> String? {
        guard let end = input[place...].firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(input[place..<end]))
        guard inside.wholeMatch(of: /[0-9]+(,[0-9]*)?/) != nil else { return nil }
        place = end + 1
        return "{\(inside)}"
    }

    // MARK: - Reading and writing

    var peek: Unicode.Scalar? { place < input.count ? input[place] : nil }

    mutating func take() -> Unicode.Scalar? {
        guard let next = peek else { return nil }
        place += 1
        return next
    }

    mutating func takeIf(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        place += 1
        return true
    }

    mutating func append(_ text: String) -> Bool {
        output += text
        return true
    }

    private func literal(_ scalar: Unicode.Scalar) -> String {
        scalar.isASCII && scalar.properties.isAlphabetic ? String(scalar) : code(scalar.value)
    }

    func code(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }

    /// Groups that capture: an opening bracket neither escaped nor in a class, followed by no `?` but that of a name.
    private static func countGroups(_ input: [Unicode.Scalar]) -> Int {
        var count = 0, isInClass = false, place = 0
        while place < input.count {
            switch input[place] {
            case "\\": place += 1
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass:
                let rest = input[(place + 1)...].prefix(3)
                let isNamed = rest.starts(with: ["?", "<"]) && rest.last != "=" && rest.last != "!"
                if rest.first != "?" || isNamed { count += 1 }
            default: break
            }
            place += 1
        }
        return count
    }

    private static let dot = #"[^\n\r\x{2028}\x{2029}]"#
    static let blanks = #"\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"#
    static let notBlanks = #"\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}"#
        + #"\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}"#
}
