/// A template drawn once, with holes for the few values that differ from request to request. Filling the holes is
/// concatenation, so what surrounds every page costs next to nothing.
struct Frozen: Sendable {
    private enum Piece: Sendable { case text(String), hole(String) }
    private let pieces: [Piece]

    /// A stand-in to give to the template where a value will be missing. The two characters are of Unicode's private use
    /// area: no text of ours has them, and escaping leaves them alone.
    static func hole(_ name: String) -> String { "\u{E000}\(name)\u{E001}" }

    init(_ drawn: String) {
        var pieces: [Piece] = []
        for part in drawn.split(separator: "\u{E000}", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "\u{E001}", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2 { pieces.append(.hole(String(halves[0]))) }
            if let text = halves.last, !text.isEmpty { pieces.append(.text(String(text))) }
        }
        self.pieces = pieces
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
}
