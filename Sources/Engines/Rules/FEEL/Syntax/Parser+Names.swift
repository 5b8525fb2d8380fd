/// Names, and the words that begin an expression of their own.
extension Parser {
    static let keywords: Set<String> = [
        "and", "or", "between", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies", "instance", "of", "function",
        "external", "true", "false", "null",
    ]

    mutating func word() throws(SyntaxError) -> Expression {
        guard source.peek().isNameStart, !source.isAtEnd else { throw source.error(.expected) }
        let word = source.word()
        if let name = knownName(), name.tokens > 1 || !Self.keywords.contains(word) {
            source.place = name.end
            return .name(name.text)
        }
        switch word {
        case "true", "false", "null":
            source.place += word.unicodeScalars.count
            return .literal(word == "null" ? .null : .boolean(word == "true"))
        case "if": return try conditional()
        case "for": return try iteration()
        case "some", "every": return try quantified()
        case "function": return try function()
        case _ where Self.keywords.contains(word): throw source.error(.expected)
        default: return .name(try words())
        }
    }

    /// The longest name in scope that stands here.
    func knownName() -> (text: String, tokens: Int, end: Int)? {
        let word = source.word()
        var best: (text: String, tokens: Int, end: Int)?
        for table in scopes.reversed() + (filters > 0 ? [properties] : []) {
            guard let (tokens, end) = match(table, from: word), end > best?.end ?? 0 else { continue }
            best = (table.name(tokens), tokens.count, end)
        }
        return best
    }

    /// The longest name of a table that stands here, and the place after it.
    private func match(_ table: NameTable, from word: String) -> (tokens: [String], end: Int)? {
        for tokens in table.candidates(startingWith: word) {
            var ahead = source
            if tokens.allSatisfy({ ahead.takeToken($0) }) { return (tokens, ahead.place) }
        }
        return nil
    }

    /// The name of an entry, after a point: one that is known, or as many words as follow.
    mutating func propertyName() throws(SyntaxError) -> String {
        try source.skip()
        if let (tokens, end) = match(properties, from: source.word()) {
            source.place = end
            return properties.name(tokens)
        }
        guard source.peek().isNameStart, !source.isAtEnd else { throw source.error(.name) }
        return try words()
    }

    /// Words up to a keyword or a sign: a name that isn't known.
    private mutating func words() throws(SyntaxError) -> String {
        var words = [source.word()]
        source.place += words[0].unicodeScalars.count
        while true {
            let end = source.place
            try source.skip()
            let next = source.word()
            guard let first = next.unicodeScalars.first, first.isNamePart, !Self.keywords.contains(next) else {
                source.place = end
                return words.joined(separator: " ")
            }
            words.append(next)
            source.place += next.unicodeScalars.count
        }
    }

    /// A new name, up to where a sign or a word says that it ends.
    mutating func newName(until ends: [String]) throws(SyntaxError) -> String {
        try source.skip()
        var name = ""
        guard source.peek().isNameStart, !source.isAtEnd else { throw source.error(.name) }
        while !source.isAtEnd {
            let word = source.word()
            if ends.contains(word) || ends.contains(String(source.peek())) { break }
            if !word.isEmpty {
                name += word
                source.place += word.unicodeScalars.count
            } else if source.peek().isBlank || source.isComment {
                try source.skip()
                if !name.hasSuffix(" ") { name += " " }
            } else if source.peek().isNameSign {
                name.unicodeScalars.append(source.peek())
                source.place += 1
            } else {
                throw source.error(.name)
            }
        }
        while name.hasSuffix(" ") { name.removeLast() }
        return name
    }
}

extension Source {
    var isComment: Bool { peek() == "/" && (peek(1) == "/" || peek(1) == "*") }

    /// Goes past one word or sign of a name; a word ends where it ends.
    mutating func takeToken(_ token: String) -> Bool {
        while !isAtEnd, peek().isBlank { place += 1 }
        let isWord = token.unicodeScalars.first?.isNamePart ?? false
        if isWord {
            guard word() == token else { return false }
        } else if String(peek()) != token || isAtEnd {
            return false
        }
        place += token.unicodeScalars.count
        return true
    }
}
