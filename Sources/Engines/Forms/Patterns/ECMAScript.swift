/// Says in the words of PCRE2 what a pattern means by ECMA-262 in Unicode mode: `\d` and `\w` are ASCII, `\s` is every blank of
/// Unicode, `.` stops at four line ends, `\p{Letter}` goes by its long name, `[]` matches nothing. What the two write alike but
/// mean differently (`\a`, `\Z`, `(*FAIL)`, possessive quantifiers) is refused, as ECMA-262 refuses it.
struct ECMAScript {
    /// `nil` when the pattern breaks ECMA-262's grammar. That groups pair up is left to PCRE2 to say.
    static func translate(_ pattern: String) -> String? {
        var translator = ECMAScript(pattern)
        return translator.whole() ? translator.output : nil
    }

    private var input: [Unicode.Scalar]
    private var place = 0
    private(set) var output = ""
    private let groups: Int

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
    private mutating func name() -> String? {
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

    // MARK: - Escapes

    private mutating func escape() -> (text: String, canRepeat: Bool)? {
        guard let letter = take() else { return nil }
        switch letter {
        case "b", "B": return ("\\\(letter)", false)
        case "d", "D", "w", "W": return ("\\\(letter)", true)
        case "s": return ("[\(Self.blanks)]", true)
        case "S": return ("[^\(Self.blanks)]", true)
        case "p", "P": return property(isNegated: letter == "P").map { ($0, true) }
        case "k":
            guard takeIf("<"), let name = name() else { return nil }
            return ("\\k<\(name)>", true)
        case "1"..."9":
            guard let number = backReference(letter), number <= groups else { return nil }
            return ("\\g{\(number)}", true)
        default:
            switch character(letter) {
            case .scalar(let value): return (code(value), true)
            case .halfPair: return ("(?!)", true)
            case nil: return nil
            }
        }
    }

    private mutating func backReference(_ first: Unicode.Scalar) -> Int? {
        var digits = String(first)
        while let next = peek, isFigure(next) {
            digits.unicodeScalars.append(next)
            place += 1
        }
        return Int(digits)
    }

    /// What an escape of one character stands for. Half a surrogate pair is in no text of ours, so it matches nothing.
    private enum Escaped {
        case scalar(UInt32), halfPair

        init(_ value: UInt32) { self = Unicode.Scalar(value) == nil ? .halfPair : .scalar(value) }
    }

    private mutating func character(_ letter: Unicode.Scalar) -> Escaped? {
        switch letter {
        case "t": return .scalar(9)
        case "n": return .scalar(10)
        case "v": return .scalar(11)
        case "f": return .scalar(12)
        case "r": return .scalar(13)
        case "0": return peek.map(isFigure) ?? false ? nil : .scalar(0)
        case "c":
            guard let control = take(), control.isASCII, control.properties.isAlphabetic else { return nil }
            return .scalar(control.value % 32)
        case "x": return hexadecimal(2).map { .scalar($0) }
        case "u": return unicode()
        default: return letter.isASCII && (letter.properties.isAlphabetic || isFigure(letter)) ? nil : .scalar(letter.value)
        }
    }

    private mutating func unicode() -> Escaped? {
        if takeIf("{") {
            guard let end = input[place...].firstIndex(of: "}"), (1...6).contains(end - place), let value = hexadecimal(end - place),
                  value <= 0x10FFFF else { return nil }
            place += 1
            return Escaped(value)
        }
        guard let first = hexadecimal(4) else { return nil }
        let start = place
        if (0xD800..<0xDC00).contains(first), takeIf("\\"), takeIf("u"), let second = hexadecimal(4), (0xDC00..<0xE000).contains(second) {
            return Escaped(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        }
        place = start
        return Escaped(first)
    }

    private func isFigure(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard place + count <= input.count else { return nil }
        let digits = String(String.UnicodeScalarView(input[place..<place + count]))
        guard digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let value = UInt32(digits, radix: 16) else { return nil }
        place += count
        return value
    }

    /// The rest of `\p{...}`.
    private mutating func property(isNegated: Bool) -> String? {
        guard takeIf("{"), let end = input[place...].firstIndex(of: "}") else { return nil }
        let name = String(String.UnicodeScalarView(input[place..<end]))
        place = end + 1
        return UnicodeProperty.translate(name).map { "\\\(isNegated ? "P" : "p"){\($0)}" }
    }

    // MARK: - Classes

    private mutating func characterClass() -> Bool {
        let isNegated = takeIf("^")
        if takeIf("]") { return append(isNegated ? "(?s:.)" : "(?!)") }
        var inside = ""
        while let next = take() {
            if next == "]" { return append(inside.isEmpty ? (isNegated ? "(?s:.)" : "(?!)") : "[\(isNegated ? "^" : "")\(inside)]") }
            guard let low = classAtom(next) else { return false }
            guard peek == "-", place + 1 < input.count, input[place + 1] != "]" else {
                inside += written(low)
                continue
            }
            place += 1
            guard let end = take(), let high = classAtom(end) else { return false }
            if case .character(.scalar(let first)) = low, case .character(.scalar(let last)) = high {
                guard first <= last else { return false }
                inside += "\(code(first))-\(code(last))"
            } else {
                inside += written(low) + code(45) + written(high)
            }
        }
        return false
    }

    private enum ClassAtom {
        case character(Escaped), set(String)
    }

    private func written(_ atom: ClassAtom) -> String {
        switch atom {
        case .character(.scalar(let value)): code(value)
        case .character(.halfPair): ""
        case .set(let text): text
        }
    }

    private mutating func classAtom(_ next: Unicode.Scalar) -> ClassAtom? {
        guard next == "\\" else { return .character(.scalar(next.value)) }
        guard let letter = take() else { return nil }
        switch letter {
        case "d", "D", "w", "W": return .set("\\\(letter)")
        case "s": return .set(Self.blanks)
        case "S": return .set(Self.notBlanks)
        case "p", "P": return property(isNegated: letter == "P").map { .set($0) }
        case "b": return .character(.scalar(8))
        default: return character(letter).map { .character($0) }
        }
    }

    // MARK: - Reading and writing

    private var peek: Unicode.Scalar? { place < input.count ? input[place] : nil }

    private mutating func take() -> Unicode.Scalar? {
        guard let next = peek else { return nil }
        place += 1
        return next
    }

    private mutating func takeIf(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        place += 1
        return true
    }

    private mutating func append(_ text: String) -> Bool {
        output += text
        return true
    }

    private func literal(_ scalar: Unicode.Scalar) -> String {
        scalar.isASCII && scalar.properties.isAlphabetic ? String(scalar) : code(scalar.value)
    }

    private func code(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }

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
    private static let blanks = #"\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"#
    private static let notBlanks = #"\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}"#
        + #"\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}"#
}
