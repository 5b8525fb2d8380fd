import Kernel

/// A code whose form a standard fixes. It can only be made from text that passed the standard's checks, so whoever
/// holds one need not check again. Written, sorted and stored as its text.
public protocol StandardCode: Hashable, Comparable, Sendable, Codable, LosslessStringConvertible {
    /// The code in its one normal form: without white space, letters in upper case.
    var text: String { get }

    /// Checks the text and says what is wrong with it.
    init(checking text: String) throws(StandardError)
}

extension StandardCode {
    /// The code, or `nil` when the text breaks the standard.
    public init?(_ text: String) {
        do { try self.init(checking: text) } catch { return nil }
    }

    public var description: String { text }

    public static func < (a: Self, b: Self) -> Bool { a.text < b.text }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(checking: container.decode(String.self))
        } catch let error as StandardError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.code)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension String {
    /// Trims and upper-cases, then checks length and alphabet. `name` begins the code of the error: `uscc.length`, `uscc.character`.
    func normalised(_ name: String, length: ClosedRange<Int>, _ alphabet: Alphabet) throws(StandardError) -> String {
        let text = trimmed.asciiUppercased, letters = text.unicodeScalars
        guard length.contains(letters.count) else {
            let expected = length.count == 1 ? "\(length.lowerBound)" : "\(length.lowerBound)-\(length.upperBound)"
            throw StandardError("\(name).length", ["length": expected, "given": "\(letters.count)"])
        }
        for (place, letter) in letters.enumerated() where !alphabet.contains(letter) {
            throw StandardError("\(name).character", ["character": "\(letter)", "position": "\(place + 1)"])
        }
        return text
    }

    func normalised(_ name: String, length: Int, _ alphabet: Alphabet) throws(StandardError) -> String {
        try normalised(name, length: length...length, alphabet)
    }

    /// The letters at those places; the ends are clamped, so it never traps.
    func part(_ places: Range<Int>) -> String { String(unicodeScalars.dropFirst(places.lowerBound).prefix(places.count)) }
}

extension String {
    /// Without the blanks and hyphens that people put between groups of digits.
    var withoutGaps: String { String(String.UnicodeScalarView(unicodeScalars.filter { $0 != " " && $0 != "-" })) }
}

extension LocalDate {
    /// From `YYYYMMDD`, as official numbers write it; `nil` when there is no such day.
    public init?(compact text: String) {
        guard text.utf8.count == 8 else { return nil }
        self.init("\(text.part(0..<4))-\(text.part(4..<6))-\(text.part(6..<8))")
    }
}
