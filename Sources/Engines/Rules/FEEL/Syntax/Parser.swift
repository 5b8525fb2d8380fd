/// Reads FEEL by recursive descent. Names are matched, the longest first, with those in scope, since they may have spaces and signs within.
struct Parser {
    var source: Source
    /// Names in scope, the innermost last.
    var scopes: [NameTable]
    /// Names of entries that may follow a point or stand within a filter.
    var properties: NameTable
    let types: @Sendable (String) -> FEELType?
    let limits: Limits
    var depth = 0
    /// How many expressions were begun; what is read a second time counts again.
    var work = 0
    var filters = 0
    /// How many ends of ranges are being read.
    var rangeEnds = 0

    init(_ text: String, _ words: Vocabulary, limits: Limits) throws(SyntaxError) {
        source = Source(text)
        scopes = [Vocabulary.builtins, words.names]
        properties = words.properties
        types = words.types
        self.limits = limits
        guard source.scalars.count <= limits.expressionLength else { throw source.error(.tooLong) }
    }

    /// The whole text as one expression.
    mutating func wholeExpression() throws(SyntaxError) -> Expression {
        let expression = try self.expression()
        try end()
        return expression
    }

    /// The whole text as unary tests: `-`, `not(...)`, or tests with commas between.
    mutating func wholeTests() throws(SyntaxError) -> UnaryTests {
        let start = source.place
        if try source.take("-") {
            try source.skip()
            if source.isAtEnd { return .any }
            source.place = start
        }
        if try source.take(word: "not"), try source.take("(") {
            let tests = try tests(until: ")")
            try source.skip()
            if source.isAtEnd { return UnaryTests(tests: tests, isNegated: true) }
        }
        source.place = start
        var tests = [try test()]
        while try source.take(",") { tests.append(try test()) }
        try end()
        return UnaryTests(tests: tests, isNegated: false)
    }

    mutating func end() throws(SyntaxError) {
        try source.skip()
        if !source.isAtEnd { throw source.error(.expected) }
    }

    mutating func expect(_ sign: String) throws(SyntaxError) {
        guard try source.take(sign) else { throw source.error(.expected) }
    }

    mutating func expect(word: String) throws(SyntaxError) {
        guard try source.take(word: word) else { throw source.error(.expected) }
    }

    /// Runs a step deeper, and refuses to go too deep.
    mutating func deeper<T>(_ read: (inout Parser) throws(SyntaxError) -> T) throws(SyntaxError) -> T {
        (depth, work) = (depth + 1, work + 1)
        defer { depth -= 1 }
        guard depth <= limits.nesting, work <= limits.expressionLength else { throw source.error(.tooDeep) }
        return try read(&self)
    }

    /// Reads with more names in scope.
    mutating func within<T>(_ names: [String], _ read: (inout Parser) throws(SyntaxError) -> T) throws(SyntaxError) -> T {
        scopes.append(NameTable(names))
        defer { scopes.removeLast() }
        return try read(&self)
    }
}

/// The names and types that an expression may use.
struct Vocabulary: Sendable {
    var names: NameTable
    /// Names of entries of contexts.
    var properties: NameTable
    var types: @Sendable (String) -> FEELType?

    init(
        names: NameTable = NameTable(), properties: NameTable = NameTable(),
        types: @escaping @Sendable (String) -> FEELType? = { _ in nil }
    ) {
        (self.names, self.properties, self.types) = (names, properties, types)
    }

    static let builtins = NameTable(Builtin.all.keys)

    /// Names of more than one word that values have of themselves.
    static let valueProperties = ["time offset", "start included", "end included"]
}
