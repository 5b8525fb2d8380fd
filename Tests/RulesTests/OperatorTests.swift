import Testing

@Suite("FEEL operators") struct OperatorTests {
    @Test("arithmetic", arguments: [
        Expectation("1 + 2 * 3", "7"), Expectation("(1 + 2) * 3", "9"), Expectation("10 - 4 - 3", "3"), Expectation("2 ** 3", "8"),
        Expectation("-2 ** 2", "4"), Expectation("2 ** -1", "0.5"), Expectation("- -3", "3"),
        Expectation("1 / 3", "0.3333333333333333333333333333333333"),
        Expectation("0.1 + 0.2", "0.3"), Expectation("1 / 0", "null"), Expectation(".5 + 1.25e1", "13.0"),
        Expectation("\"a\" + \"b\"", "\"ab\""),
        Expectation("\"a\" - \"b\"", "null"), Expectation("1 + \"a\"", "null"), Expectation("1 + null", "null"),
        Expectation("-\"a\"", "null"),
        Expectation("true + true", "null"), Expectation("9.99e6144 * 10", "null"), Expectation("10 / 4", "2.5"),
    ])
    func arithmetic(_ row: Expectation) { row.check() }

    @Test("three-valued logic", arguments: [
        Expectation("true and null", "null"), Expectation("false and null", "false"), Expectation("null and false", "false"),
        Expectation("null or true", "true"), Expectation("false or null", "null"), Expectation("null or null", "null"),
        Expectation("true and \"x\"", "null"), Expectation("false and \"x\"", "false"), Expectation("1 or true", "true"),
        Expectation("not(true)", "false"), Expectation("not(null)", "null"), Expectation("not(1)", "null"),
        Expectation("true or false and false", "true"),
    ])
    func logic(_ row: Expectation) { row.check() }

    @Test("equality", arguments: [
        Expectation("1 = 1.0", "true"), Expectation("1 != 2", "true"), Expectation("1 = \"1\"", "null"), Expectation("1 = null", "false"),
        Expectation("null = null", "true"), Expectation("null != 1", "true"), Expectation("[1, [2]] = [1, [2]]", "true"),
        Expectation("{a: 1, b: 2} = {b: 2, a: 1}", "true"), Expectation("{a: 1} = {a: 1, b: null}", "false"),
        Expectation("[1] = 1", "null"),
        Expectation("[1..3] = [1..3]", "true"), Expectation("[1..3] = [1..3)", "false"), Expectation("\"e\u{301}\" = \"\u{E9}\"", "false"),
        Expectation("@\"2018-10-08T00:00:00+02:00\" = @\"2018-10-08T00:00:00@Europe/Paris\"", "true"),
    ])
    func equality(_ row: Expectation) { row.check() }

    @Test("order", arguments: [
        Expectation("1 < 2", "true"), Expectation("\"a\" < \"b\"", "true"), Expectation("\"a\" < 1", "null"),
        Expectation("null < 1", "null"),
        Expectation("true < false", "null"), Expectation("[1] < [2]", "null"), Expectation("@\"2026-05-01\" <= @\"2026-05-01\"", "true"),
        Expectation("@\"2026-05-01\" < @\"2026-05-01T10:00:00\"", "null"), Expectation("@\"P1D\" > @\"PT23H\"", "true"),
        Expectation("@\"P1Y\" < @\"P13M\"", "true"), Expectation("@\"P1Y\" < @\"P400D\"", "null"),
        Expectation("@\"10:00:00+08:00\" < @\"03:00:00Z\"", "true"), Expectation("@\"10:00:00\" < @\"03:00:00Z\"", "null"),
    ])
    func order(_ row: Expectation) { row.check() }

    @Test("between and in", arguments: [
        Expectation("5 between 1 and 5", "true"), Expectation("0 between 1 and 5", "false"), Expectation("5 between null and 6", "null"),
        Expectation("9 between null and 6", "false"), Expectation("5 between 1 and 3 or true", "true"),
        Expectation("1 in [1..3]", "true"), Expectation("3 in [1..3)", "false"), Expectation("3 in [1..3[", "false"),
        Expectation("1 in ]1..3]", "false"),
        Expectation("2 in (< 1, > 1)", "true"), Expectation("2 in > 1", "true"), Expectation("2 in (1, 2)", "true"),
        Expectation("2 in (3)", "false"),
        Expectation("[1] in ([[1]], 2)", "true"), Expectation("\"b\" in [\"a\"..\"c\"]", "true"), Expectation("null in [1..2]", "null"),
        Expectation("5 in (null..10]", "null"), Expectation("1 in [2, 3, 1]", "true"), Expectation("5 in != 5", "false"),
        Expectation("@\"2026-05-02\" in [@\"2026-05-01\"..@\"2026-05-03\"]", "true"),
    ])
    func within(_ row: Expectation) { row.check() }

    @Test("choices, loops and quantifiers", arguments: [
        Expectation("if true then 1 else 2", "1"), Expectation("if null then 1 else 2", "2"), Expectation("if \"x\" then 1 else 2", "2"),
        Expectation("for x in [1, 2] return x * 2", "[2, 4]"), Expectation("for x in 3..1 return x", "[3, 2, 1]"),
        Expectation("for x in [1..3) return x", "[1, 2]"),
        Expectation("for x in 1..2, y in x..2 return [x, y]", "[[1, 1], [1, 2], [2, 2]]"),
        Expectation("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
        Expectation("for x in null return x", "null"),
        Expectation("for x in 1 return x", "[1]"), Expectation("for x in [] return x", "[]"),
        Expectation("for x in \"a\"..\"c\" return x", "null"),
        Expectation("for d in @\"2026-05-01\"..@\"2026-05-03\" return d.day", "[1, 2, 3]"),
        Expectation("some x in [1, 2] satisfies x > 1", "true"), Expectation("every x in [1, 2] satisfies x > 1", "false"),
        Expectation("some x in [] satisfies true", "false"), Expectation("every x in [] satisfies false", "true"),
        Expectation("some x in [1, 2], y in [2, 3] satisfies x = y", "true"), Expectation("every x in [null, true] satisfies x", "null"),
        Expectation("some x in [null, true] satisfies x", "true"),
    ])
    func loops(_ row: Expectation) { row.check() }
}
