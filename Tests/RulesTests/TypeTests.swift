import Testing

@Suite("FEEL types") struct TypeTests {
    @Test("instance of", arguments: [
        Expectation("1 instance of number", "true"), Expectation("1 instance of string", "false"), Expectation("1 instance of Any", "true"),
        Expectation("null instance of number", "false"), Expectation("null instance of Null", "true"),
        Expectation("@\"2026-05-01\" instance of date", "true"), Expectation("@\"2026-05-01\" instance of date and time", "false"),
        Expectation("@\"P1D\" instance of days and time duration", "true"),
        Expectation("@\"P1Y\" instance of years and months duration", "true"),
        Expectation("[1, 2] instance of list<number>", "true"), Expectation("[1, \"a\"] instance of list<number>", "false"),
        Expectation("[] instance of list<string>", "true"), Expectation("{a: 1, b: 2} instance of context<a: number>", "true"),
        Expectation("{b: 2} instance of context<a: number>", "false"), Expectation("{} instance of context<>", "true"),
        Expectation("[1..2] instance of range<number>", "true"), Expectation("[1..2] instance of range<string>", "false"),
        Expectation("(function(x: number) x) instance of function<number> -> Any", "true"),
        Expectation("(function(x: number) x) instance of function<string> -> Any", "false"),
        Expectation("(function(x) x) instance of function<number> -> Any", "true"),
        Expectation("(function(x) x) instance of function<number, number> -> Any", "false"),
        Expectation("1 instance of number and true", "true"), Expectation("[{a: [1]}] instance of list<context<a: list<number>>>", "true"),
    ])
    func instances(_ row: Expectation) { row.check() }

    @Test("values change their type of themselves where one is asked for", arguments: [
        Expectation("(function(x: string) x)([\"a\"])", "\"a\""), Expectation("(function(x: string) x)([\"a\", \"b\"])", "null"),
        Expectation("(function(x: date and time) x)(@\"2026-05-01\")", "2026-05-01T00:00:00Z"), Expectation("upper case([\"a\"])", "\"A\""),
        Expectation("count(5)", "1"), Expectation("(function(x: Any) x)([1])", "[1]"),
    ])
    func conversions(_ row: Expectation) { row.check() }
}
