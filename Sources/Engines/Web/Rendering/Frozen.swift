import Kernel

/// A template drawn once, with holes for the few values that differ from request to request. Filling the holes is
/// concatenation, so what surrounds every page costs next to nothing; what is filled in is never looked at.
struct Frozen: Sendable {
    private enum Piece: Sendable { case text(String), hole(String) }
    private let pieces: [Piece]

    /// A stand-in to give to the template where a value will be missing. The two characters are of Unicode's private use
    /// area: no text of ours has them, and escaping leaves them alone.
    static func hole(_ name: String) -> String { "\(opening)\(name)\(closing)" }

    init(_ drawn: String) {
        var pieces: [Piece] = [], rest = drawn[...]
        while let open = rest.firstRange(bytesOf: Self.opening),
              let close = rest[open.upperBound...].firstRange(bytesOf: Self.closing) {
            pieces += [.text(String(rest[..<open.lowerBound])), .hole(String(rest[open.upperBound..<close.lowerBound]))]
            rest = rest[close.upperBound...]
        }
        self.pieces = pieces + [.text(String(rest))]
    }

    /// The whole, with each hole filled by HTML; a hole without a filling stays empty.
    func filled(_ html: [String: String]) -> String {
        var result = ""
        result.reserveCapacity(16_384 + (html["main"]?.utf8.count ?? 0))
        for piece in pieces {
            switch piece {
            case .text(let text): result += text
            case .hole(let name): result += html[name] ?? ""
            }
        }
        return result
    }

    private static let opening = "\u{E000}", closing = "\u{E001}"
}
