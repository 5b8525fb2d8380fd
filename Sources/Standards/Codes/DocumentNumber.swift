import Kernel

/// 文号 of a document given to an applicant: whose it is, of which year, and which of that year.
public struct DocumentNumber: Hashable, Sendable {
    /// 机关代字: 汴审.
    public let short: String
    public let year: Int
    public let serial: Int

    public init(short: String, year: Int, serial: Int) { (self.short, self.year, self.serial) = (short, year, serial) }
}

/// How numbers of one kind of document are written, such as `{short}许受字〔{year}〕第{serial:4}号`; the figure is the
/// least number of digits. The pattern is data, since each body and kind of document has its own.
public struct DocumentNumberFormat: Hashable, Sendable {
    public let pattern: String
    private let pieces: [Piece]

    /// Throws `document_format.placeholder` for an unknown name in braces or a short name that runs into the next
    /// placeholder, and `document_format.incomplete` when the year or the serial is missing.
    public init(checking pattern: String) throws(StandardError) {
        self.pattern = pattern
        pieces = try Piece.all(in: pattern)
        guard pieces.contains(.year), pieces.contains(where: { if case .serial = $0 { true } else { false } }) else {
            throw StandardError("document_format.incomplete")
        }
    }

    /// Throws `document_number.year` (1949 to 9999), `document_number.serial` (1 to 999999) or `document_number.short` (1 to 20
    /// characters, when the pattern shows it).
    public func write(_ number: DocumentNumber) throws(StandardError) -> String {
        guard (1949...9999).contains(number.year) else { throw StandardError("document_number.year") }
        guard (1...999_999).contains(number.serial) else { throw StandardError("document_number.serial") }
        if pieces.contains(.short), !(1...20).contains(number.short.unicodeScalars.count) { throw StandardError("document_number.short") }
        return pieces.map { piece in
            switch piece {
            case .literal(let text): text
            case .short: number.short
            case .year: "\(number.year)"
            case .serial(let width): padded(number.serial, width)
            }
        }.joined()
    }

    /// The number that this text writes, or `nil` when the text does not follow the pattern.
    public func read(_ text: String) -> DocumentNumber? {
        var rest = text.trimmed
        var (short, year, serial) = ("", 0, 0)
        for (place, piece) in pieces.enumerated() {
            switch piece {
            case .literal(let literal):
                guard let after = rest.rest(after: literal) else { return nil }
                rest = after
            case .short:
                short = shortName(at: place, in: rest)
                rest = rest.rest(after: short) ?? ""
            case .year:
                year = Int(rest.part(0..<4)) ?? 0
                rest = rest.rest(after: rest.part(0..<4)) ?? ""
            case .serial:
                let digits = String(rest.unicodeScalars.prefix { Alphabet.digits.contains($0) })
                serial = Int(digits) ?? 0
                rest = rest.rest(after: digits) ?? ""
            }
        }
        let number = DocumentNumber(short: short, year: year, serial: serial)
        // Writing it again is the whole check: widths, bounds and what is left over.
        guard let again = try? write(number), again.hasSameBytes(as: text.trimmed) else { return nil }
        return number
    }

    /// The short name reaches to the literal that follows, or to the end.
    private func shortName(at place: Int, in rest: String) -> String {
        guard place + 1 < pieces.count, case .literal(let next) = pieces[place + 1] else { return rest }
        return String(rest[..<(rest.firstRange(bytesOf: next)?.lowerBound ?? rest.startIndex)])
    }
}

private enum Piece: Hashable, Sendable {
    case literal(String), short, year, serial(Int)

    static func all(in pattern: String) throws(StandardError) -> [Piece] {
        var pieces: [Piece] = []
        for (count, part) in pattern.split(at: "{").enumerated() {
            guard count > 0 else {
                if !part.isEmpty { pieces.append(.literal(part)) }
                continue
            }
            guard let (name, literal) = part.cut(at: "}"), pieces.last != .short else {
                throw StandardError("document_format.placeholder", ["name": "{\(part)"])
            }
            pieces.append(try named(name))
            if !literal.isEmpty { pieces.append(.literal(literal)) }
        }
        return pieces
    }

    private static func named(_ name: String) throws(StandardError) -> Piece {
        switch name {
        case "short": return .short
        case "year": return .year
        case "serial": return .serial(1)
        default:
            guard let width = name.rest(after: "serial:").flatMap({ Int($0) }), (1...6).contains(width) else {
                throw StandardError("document_format.placeholder", ["name": name])
            }
            return .serial(width)
        }
    }
}
