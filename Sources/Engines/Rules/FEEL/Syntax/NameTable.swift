/// Names that may stand in an expression. They can have spaces and signs within (`date and time`, `Pre-bureau risk`), so a reader needs
/// to know them.
struct NameTable: Sendable {
    /// By the first word; the longest first.
    private var byFirst: [String: [[String]]] = [:]
    private var written: [[String]: String] = [:]

    init(_ names: some Sequence<String> = []) { for name in names { insert(name) } }

    mutating func insert(_ name: String) {
        guard let tokens = Self.tokens(of: name), let first = tokens.first, written[tokens] == nil else { return }
        written[tokens] = name
        byFirst[first, default: []].append(tokens)
        byFirst[first]?.sort { $0.count > $1.count }
    }

    func candidates(startingWith first: String) -> [[String]] { byFirst[first] ?? [] }

    /// The name as it was given.
    func name(_ tokens: [String]) -> String { written[tokens] ?? tokens.joined(separator: " ") }

    /// The words and signs of a name: `Pre-bureau risk` is `Pre`, `-`, `bureau`, `risk`. `nil` when it can't be a name.
    static func tokens(of name: String) -> [String]? {
        var tokens: [String] = [], word = ""
        for scalar in name.unicodeScalars {
            if scalar.isNamePart {
                word.unicodeScalars.append(scalar)
                continue
            }
            if !word.isEmpty { tokens.append(word) }
            word = ""
            if scalar.isNameSign { tokens.append(String(scalar)) } else if !scalar.isBlank { return nil }
        }
        if !word.isEmpty { tokens.append(word) }
        guard let first = tokens.first?.unicodeScalars.first, first.isNameStart else { return nil }
        return tokens
    }
}

extension Unicode.Scalar {
    /// Grammar rule 28 of DMN 1.5.
    var isNameStart: Bool {
        switch value {
        case 0x3F, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF: true
        case 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD: true
        case 0x10000...0xEFFFF: true
        default: false
        }
    }

    /// Rule 29.
    var isNamePart: Bool {
        switch value {
        case 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: isNameStart
        }
    }

    /// Rule 30.
    var isNameSign: Bool { [".", "/", "-", "’", "+", "*", "'"].contains(self) }

    /// Rules 61 and 62: white space and the ends of lines.
    var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
        default: false
        }
    }

    var isDigit: Bool { (0x30...0x39).contains(value) }
}
