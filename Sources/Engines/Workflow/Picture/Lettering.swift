import Kernel

/// Sets names in lines by the usual widths of letters: nobody's fonts are asked.
enum Lettering {
    /// In ems: a Chinese character and its punctuation take one, Latin letters and digits a little over half.
    static func width(_ text: some StringProtocol) -> Double { text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 0.56 : 1) } }

    /// Breaks between Chinese characters or at blanks; what is more than so many lines ends in an ellipsis.
    static func lines(_ text: String, width: Double, size: Double, limit: Int) -> [String] {
        let room = max(width / size, 1)
        var lines: [String] = []
        var line = ""
        for word in words(text) {
            if !line.isEmpty, Self.width(line) + Self.width(word.trimmed) > room {
                lines.append(line.trimmed)
                line = ""
            }
            line += line.isEmpty ? word.trimmed : word
        }
        if !line.trimmed.isEmpty { lines.append(line.trimmed) }
        guard lines.count > limit else { return lines }
        return lines.prefix(limit - 1) + [String(lines[limit - 1].dropLast()) + "…"]
    }

    /// Pieces that aren't broken: a run of Latin letters, or one other character.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        for character in text.prefix(200) {
            let isLatin = character.unicodeScalars.allSatisfy { $0.value < 0x2E80 } && !character.isWhitespace
            if isLatin, let last = words.last?.last, last.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }), !last.isWhitespace {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
        }
        return words
    }
}
