/// if, for, some, every, function, and what stands within braces or parentheses.
extension Parser {
    mutating func conditional() throws(SyntaxError) -> Expression {
        try expect(word: "if")
        let condition = try expression()
        try expect(word: "then")
        let then = try expression()
        try expect(word: "else")
        return .conditional(condition, then: then, else: try expression())
    }

    mutating func iteration() throws(SyntaxError) -> Expression {
        try expect(word: "for")
        let depth = scopes.count
        defer { scopes.removeLast(scopes.count - depth) }
        let iterators = try iterators()
        try expect(word: "return")
        scopes.append(NameTable(["partial"]))
        return .iteration(iterators, try expression())
    }

    mutating func quantified() throws(SyntaxError) -> Expression {
        let quantifier: Expression.Quantifier = try source.take(word: "some") ? .some : .every
        if quantifier == .every { try expect(word: "every") }
        let depth = scopes.count
        defer { scopes.removeLast(scopes.count - depth) }
        let iterators = try iterators()
        try expect(word: "satisfies")
        return .quantified(quantifier, iterators, try expression())
    }

    /// `x in list, y in 1..x`: each name is in scope from the next domain on.
    private mutating func iterators() throws(SyntaxError) -> [Expression.Iterator] {
        var iterators: [Expression.Iterator] = []
        repeat {
            let name = try newName(until: ["in"])
            try expect(word: "in")
            let domain = try expression()
            let end = try source.take("..") ? try expression() : nil
            iterators.append(Expression.Iterator(name: name, domain: domain, end: end))
            scopes.append(NameTable([name]))
        } while try source.take(",")
        return iterators
    }

    mutating func function() throws(SyntaxError) -> Expression {
        try expect(word: "function")
        try expect("(")
        var parameters: [Function.Parameter] = []
        while try !source.take(")") {
            if !parameters.isEmpty { try expect(",") }
            let name = try newName(until: [",", ")", ":"])
            parameters.append(Function.Parameter(name: name, type: try source.take(":") ? try type() : .any))
        }
        let isExternal = try source.take(word: "external")
        let body = try within(parameters.map(\.name)) { parser throws(SyntaxError) in try parser.expression() }
        return isExternal ? .externalFunction(parameters) : .function(parameters, body)
    }

    mutating func context() throws(SyntaxError) -> Expression {
        try expect("{")
        var entries: [(name: String, value: Expression)] = []
        let depth = scopes.count
        defer { scopes.removeLast(scopes.count - depth) }
        while try !source.take("}") {
            if !entries.isEmpty { try expect(",") }
            try source.skip()
            let name = source.peek() == "\"" ? try source.quotedText() : try newName(until: [":", ",", "}"])
            try expect(":")
            properties.insert(name)
            entries.append((name, try expression()))
            scopes.append(NameTable([name]))
        }
        guard Set(entries.map(\.name)).count == entries.count else { throw source.error(.name) }
        return .context(entries)
    }

    /// What a function is called with: all by place, or all by name.
    mutating func arguments(of callee: Expression) throws(SyntaxError) -> Expression {
        try expect("(")
        if try source.take(")") { return .invocation(callee, []) }
        if let named = try namedArguments() { return .namedInvocation(callee, named) }
        var values = [try expression()]
        while try source.take(",") { values.append(try expression()) }
        try expect(")")
        return .invocation(callee, values)
    }

    private mutating func namedArguments() throws(SyntaxError) -> [(name: String, value: Expression)]? {
        let start = source.place
        var arguments: [(name: String, value: Expression)] = []
        repeat {
            guard let name = try? newName(until: [":"]), try source.take(":") else {
                if !arguments.isEmpty { throw source.error(.expected) }
                source.place = start
                return nil
            }
            arguments.append((name, try expression()))
        } while try source.take(",")
        try expect(")")
        return arguments
    }
}
