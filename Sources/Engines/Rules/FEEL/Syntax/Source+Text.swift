extension Source {
    /// A text within quotation marks, its escapes undone; escapes that FEEL doesn't know stay as they are, so that patterns can have
    /// theirs.
    mutating func quotedText() throws(SyntaxError) -> String {
        let start = place
        var text = String.UnicodeScalarView()
        place += 1
        while peek() != "\"" {
            if isAtEnd {
                place = start
                throw error(.unfinishedText)
            }
            if peek() == "\\" {
                escape(into: &text)
            } else {
                text.append(peek())
                place += 1
            }
        }
        place += 1
        return String(text)
    }

    private mutating func escape(into text: inout String.UnicodeScalarView) {
        let sign = peek(1)
        place += 2
        switch sign {
        case "n": text.append("\n")
        case "r": text.append("\r")
        case "t": text.append("\t")
        case "\"", "'", "\\": text.append(sign)
        case "u": hexadecimal(4, after: sign, into: &text)
        case "U": hexadecimal(6, after: sign, into: &text)
        default:
            text.append("\\")
            if place <= scalars.count { text.append(sign) }
        }
    }

    /// Two halves of a surrogate pair make one scalar.
    private mutating func hexadecimal(_ count: Int, after sign: Unicode.Scalar, into text: inout String.UnicodeScalarView) {
        guard let code = digits(count) else { return text.append(contentsOf: ["\\", sign]) }
        place += count
        if (0xD800..<0xDC00).contains(code), peek() == "\\", peek(1) == "u" {
            place += 2
            if let low = digits(4), (0xDC00..<0xE000).contains(low) {
                place += 4
                let pair = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                return text.append(Unicode.Scalar(pair) ?? "\u{FFFD}")
            }
            place -= 2
        }
        text.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    }

    private func digits(_ count: Int) -> UInt32? {
        var code: UInt32 = 0
        for place in 0..<count {
            guard peek(place).isASCII, let digit = Character(peek(place)).hexDigitValue else { return nil }
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}
