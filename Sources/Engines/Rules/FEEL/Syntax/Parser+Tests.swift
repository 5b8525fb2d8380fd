/// Unary tests, and what stands after `in`.
extension Parser {
    /// One test: a comparison without its left side, or an expression, in which `?` is the input.
    mutating func test() throws(SyntaxError) -> UnaryTest {
        if let sign = try comparisonSign() { return .compare(sign, try sum()) }
        let expression = try within(["?"]) { parser throws(SyntaxError) in try parser.expression() }
        return expression.mentions("?") ? .condition(expression) : UnaryTest(expression)
    }

    mutating func tests(until closer: String) throws(SyntaxError) -> [UnaryTest] {
        var tests = [try test()]
        while try source.take(",") { tests.append(try test()) }
        try expect(closer)
        return tests
    }

    /// One test, or several within parentheses; but parentheses may belong to a range, `(1..5]`.
    mutating func testsOfIn() throws(SyntaxError) -> [UnaryTest] {
        try source.skip()
        guard source.peek() == "(" else { return [try testOfIn()] }
        source.place += 1
        let first = try test()
        if let low = first.operand, try source.take("..") {
            return [UnaryTest(try rangeEnd(low, includesLow: false))]
        }
        var tests = [first]
        while try source.take(",") { tests.append(try test()) }
        try expect(")")
        return tests
    }

    private mutating func testOfIn() throws(SyntaxError) -> UnaryTest {
        if let sign = try comparisonSign() { return .compare(sign, try sum()) }
        return UnaryTest(try sum())
    }
}

extension UnaryTest {
    /// A literal needs no working out.
    init(_ expression: Expression) {
        if case .literal(let value) = expression { self = .value(value) } else { self = .expression(expression) }
    }
}
