/// Types, after `instance of` and in parameters.
extension Parser {
    mutating func type() throws(SyntaxError) -> FEELType {
        try deeper { parser throws(SyntaxError) in
            try parser.source.skip()
            switch parser.source.word() {
            case "list":
                guard let element = try parser.typeArgument("list") else { return .list(.any) }
                return .list(element)
            case "range":
                guard let element = try parser.typeArgument("range") else { return .range(.any) }
                return .range(element)
            case "context": return try parser.contextType()
            case "function": return try parser.functionType()
            default: return try parser.namedType()
            }
        }
    }

    private mutating func typeArgument(_ word: String) throws(SyntaxError) -> FEELType? {
        try expect(word: word)
        guard try source.take("<") else { return nil }
        let type = try type()
        try expect(">")
        return type
    }

    private mutating func contextType() throws(SyntaxError) -> FEELType {
        try expect(word: "context")
        guard try source.take("<") else { return .context([]) }
        var fields: [FEELType.Field] = []
        if try source.take(">") { return .context([]) }
        repeat {
            let name = try newName(until: [":"])
            try expect(":")
            fields.append(FEELType.Field(name: name, type: try type()))
        } while try source.take(",")
        try expect(">")
        return .context(fields)
    }

    private mutating func functionType() throws(SyntaxError) -> FEELType {
        try expect(word: "function")
        guard try source.take("<") else { return .function(nil) }
        var parameters: [FEELType] = []
        while try !source.take(">") {
            if !parameters.isEmpty { try expect(",") }
            parameters.append(try type())
        }
        try expect("->")
        return .function(FEELType.Signature(parameters: parameters, result: try type()))
    }

    /// A type's own name, of one word or more, with points where it comes from another model: the longest that is known.
    private mutating func namedType() throws(SyntaxError) -> FEELType {
        var name = "", found: (FEELType, end: Int)?
        for _ in 0..<12 {
            try source.skip()
            let word = source.word()
            if word.isEmpty {
                guard source.peek().isNameSign, !name.isEmpty, !source.isAtEnd else { break }
                name.unicodeScalars.append(source.peek())
                source.place += 1
            } else {
                let joins = name.isEmpty || !(name.unicodeScalars.last?.isNamePart ?? false)
                name += joins ? word : " \(word)"
                source.place += word.unicodeScalars.count
            }
            if let type = FEELType(name: name) ?? types(name) { found = (type, source.place) }
        }
        guard let (type, end) = found else { throw source.error(.type) }
        source.place = end
        return type
    }
}
