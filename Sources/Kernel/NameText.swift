/// How names are written, so that the same name is the same text everywhere.
public enum NameText {
    /// A person's name: one line, cleaned, in which the dot of minorities' names is `·` (U+00B7) whichever of its shapes was typed:
    /// 买买提•艾力, 买买提．艾力 and 买买提.艾力 are 买买提·艾力. Between Han characters and beside the dot there are no blanks.
    public static func normal(_ name: String) -> String {
        let scalars = Array(FreeText.cleaned(name, lines: false).trimmed.unicodeScalars)
        var result: [Unicode.Scalar] = []
        for (place, scalar) in scalars.enumerated() where !isJoiner(scalar) {
            let next = scalars[(place + 1)...].first { !$0.properties.isWhitespace }
            if scalar.properties.isWhitespace {
                guard let last = result.last, let next, last != " ", last != dot, !isDot(next) else { continue }
                if !(last.isHan && next.isHan) { result.append(" ") }
            } else if isDot(scalar) || (scalar == "." && result.last?.isHan == true && next?.isHan == true) {
                if result.last != dot { result.append(dot) }
            } else {
                result.append(scalar)
            }
        }
        return String(String.UnicodeScalarView(result))
    }

    /// Any text of one line: between two Han characters every shape of the dot is `·`, the one that GB/T 15834 names (间隔号).
    public static func dotted(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count > 2, scalars.contains(where: isDot) else { return text }
        let result = scalars.indices.map { place in
            let isBetween = place > 0 && place + 1 < scalars.count && scalars[place - 1].isHan && scalars[place + 1].isHan
            return isBetween && isDot(scalars[place]) ? dot : scalars[place]
        }
        return String(String.UnicodeScalarView(result))
    }

    private static let dot: Unicode.Scalar = "\u{B7}"

    /// The shapes that keyboards and older systems give the dot.
    private static func isDot(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xB7, 0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF0E, 0xFF65: true
        default: false
        }
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{200C}" || scalar == "\u{200D}" }
}
