import Decimals

/// The text of an expression, read from front to back.
struct Source {
    let scalars: [Unicode.Scalar]
    var place = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { place >= scalars.count }

    /// The scalar at so many places from here; a zero beyond the end.
    func peek(_ distance: Int = 0) -> Unicode.Scalar { place + distance < scalars.count ? scalars[place + distance] : "\0" }

    func error(_ reason: SyntaxError.Reason) -> SyntaxError {
        var found = ""
        found.unicodeScalars.append(contentsOf: scalars[min(place, scalars.count)...].prefix(20))
        return SyntaxError(place: place, reason: reason, found: found)
    }

    /// Goes past white space and comments.
    mutating func skip() throws(SyntaxError) {
        while !isAtEnd {
            if peek().isBlank {
                place += 1
            } else if peek() == "/", peek(1) == "/" {
                while !isAtEnd, peek() != "\n" { place += 1 }
            } else if peek() == "/", peek(1) == "*" {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(SyntaxError) {
        let start = place
        place += 2
        while !(peek() == "*" && peek(1) == "/") {
            if isAtEnd {
                place = start
                throw error(.unfinishedComment)
            }
            place += 1
        }
        place += 2
    }

    /// Goes past a sign when it is next.
    mutating func take(_ sign: String) throws(SyntaxError) -> Bool {
        try skip()
        var length = 0
        for scalar in sign.unicodeScalars {
            guard peek(length) == scalar, !isAtEnd else { return false }
            length += 1
        }
        place += length
        return true
    }

    /// Goes past a word when it is next and ends there.
    mutating func take(word: String) throws(SyntaxError) -> Bool {
        try skip()
        guard self.word() == word else { return false }
        place += word.unicodeScalars.count
        return true
    }

    /// The word that begins here, not gone past: scalars that may stand in a name.
    func word() -> String {
        guard peek().isNamePart, !isAtEnd else { return "" }
        var word = "", length = 0
        while place + length < scalars.count, peek(length).isNamePart {
            word.unicodeScalars.append(peek(length))
            length += 1
        }
        return word
    }

    /// A numeral: digits, a point and digits, an exponent.
    mutating func number() throws(SyntaxError) -> Decimal128 {
        let start = place
        digits()
        if peek() == ".", peek(1).isDigit {
            place += 1
            digits()
        }
        if peek() == "e" || peek() == "E", peek(1).isDigit || ((peek(1) == "+" || peek(1) == "-") && peek(2).isDigit) {
            place += 2
            digits()
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[start..<place])
        guard let number = Decimal128(text), !peek().isNameStart || peek() == "?" else {
            place = start
            throw error(.number)
        }
        return number
    }

    private mutating func digits() { while peek().isDigit { place += 1 } }
}
