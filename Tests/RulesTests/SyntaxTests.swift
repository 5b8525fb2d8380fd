@testable import Rules
import Testing

@Suite("FEEL syntax") struct SyntaxTests {
    @Test("names with spaces, signs and Chinese are found by the longest that is in scope", arguments: [
        Expectation("门店 面积 + 1", "87"), Expectation("门店  面积", "86"), Expectation("Pre-bureau risk = \"HIGH\"", "true"),
        Expectation("a-b", "100"), Expectation("a - b", "100"), Expectation("b-a", "-1"), Expectation("full name", "\"李晓梅\""),
        Expectation("applicant.monthly income * 2", "10400"), Expectation("applicant . years in business", "4"),
        Expectation("if 业态 = \"餐饮\" then 门店 面积 else 0", "86"), Expectation("{开店 日期: 1, b: 开店 日期 + 1}.b", "2"),
        Expectation("for 一 in [1, 2] return 一 + 门店 面积", "[87, 88]"), Expectation("unknown thing", "null"),
        Expectation("{x y: 1}.x y", "1"), Expectation("(function(第一 数, 第二) 第一 数 + 第二)(1, 2)", "3"),
        Expectation("{\"a+b\": 1, c: 2}.a+b", "1"), Expectation("string length(full name)", "3"),
    ])
    func names(_ row: Expectation) { row.check() }

    @Test("texts and their escapes", arguments: [
        Expectation(#""a\"b""#, #""a\"b""#), Expectation(#"string length("\n\t\r\\")"#, "4"),
        Expectation(#""\u4E2D\u6587" = "中文""#, "true"),
        Expectation(#""\U01F40E" = "\uD83D\uDC0E""#, "true"), Expectation(#"string length("\U01F40Eab")"#, "3"),
        Expectation(#"string length("\d")"#, "2"), Expectation("\"a", "syntax"), Expectation(#"'a'"#, "syntax"),
    ])
    func texts(_ row: Expectation) { row.check() }

    @Test("comments and white space", arguments: [
        Expectation("1 /* one */ + // plus\n 2", "3"), Expectation("\u{3000}1\u{A0}+\u{2003}1", "2"), Expectation("1 /* no end", "syntax"),
        Expectation("{ /* c */ x : /* d */ 1 }", "{x: 1}"),
    ])
    func comments(_ row: Expectation) { row.check() }

    @Test("dates and durations behind an at", arguments: [
        Expectation("@\"2026-05-01\"", "2026-05-01"), Expectation("@\"2026-05-01T09:00:00@Asia/Shanghai\".time offset", "PT8H"),
        Expectation("@\"10:11:12\"", "10:11:12"), Expectation("@\"P1Y2M\"", "P1Y2M"), Expectation("@\"P1DT2H\"", "P1DT2H"),
        Expectation("@\"foo\"", "null"), Expectation("@ \"P1D\"", "P1D"), Expectation("@P1D", "syntax"),
    ])
    func literals(_ row: Expectation) { row.check() }

    @Test("contexts", arguments: [
        Expectation("{}", "{}"), Expectation("{a: 1, b: a + 1}", "{a: 1, b: 2}"),
        Expectation("{\"foo+bar((!!],foo\": 1}", "{\"foo+bar((!!],foo\": 1}"),
        Expectation("{x: 1, x: 2}", "syntax"), Expectation("{a: {b: {c: 5}}}.a.b.c", "5"), Expectation("{a: 1}.zz", "null"),
        Expectation("[{b: 1}, {b: [2, 3]}].b", "[1, [2, 3]]"), Expectation("[].b", "[]"), Expectation("null.b", "null"),
        Expectation("{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(5)}.r", "120"),
    ])
    func contexts(_ row: Expectation) { row.check() }

    @Test("filters", arguments: [
        Expectation("[1, 2, 3][1]", "1"), Expectation("[1, 2, 3][-1]", "3"), Expectation("[1, 2, 3][0]", "null"),
        Expectation("[1, 2, 3][4]", "null"),
        Expectation("[1, 2, 3][item > 1]", "[2, 3]"), Expectation("100[1]", "100"), Expectation("100[item = 100]", "[100]"),
        Expectation("null[1]", "null"), Expectation("staff[age > 25].name", "[\"A\", \"C\"]"),
        Expectation("staff[age > 25][1].name", "\"A\""),
        Expectation("staff[item.age > b * 10].name", "[\"A\", \"C\"]"), Expectation("[{item: 1}, {item: 2}][item >= 2]", "[{item: 2}]"),
        Expectation("[{x: 1}, {y: 2}][x < 2]", "[{x: 1}]"), Expectation("[1, 2, 3][a]", "3"), Expectation("[1, 2, 3][\"x\"]", "null"),
        Expectation("[[1, 2], [3]][1][2]", "2"), Expectation("staff[monthly income > 1]", "[]"),
    ])
    func filters(_ row: Expectation) { row.check() }

    @Test("functions and how they are called", arguments: [
        Expectation("(function(x, y) x - y)(5, 3)", "2"), Expectation("(function(x, y) x - y)(y: 5, x: 3)", "-2"),
        Expectation("(function(x) x)(1, 2)", "null"), Expectation("(function(x) x)(y: 1)", "null"),
        Expectation("(function(x: string) x)(1)", "null"),
        Expectation("(function(x: number) x)([7])", "7"), Expectation("(function(x: list<number>) x)(7)", "[7]"),
        Expectation("(function(a) function(b) a + b)(1)(2)", "3"), Expectation("[function(x) x * 2][1](4)", "8"),
        Expectation("1(2)", "null"),
        Expectation("substring(start position: 2, string: \"abc\")", "\"bc\""), Expectation("substring(string: \"abc\", at: 2)", "null"),
        Expectation("(function(s) external {java: {class: \"x\", method signature: \"y\"}})(1)", "null"), Expectation("nobody(1)", "null"),
        Expectation("sort(list: [2, 1], precedes: function(x, y) x < y)", "[1, 2]"), Expectation("(function() 5)()", "5"),
    ])
    func calls(_ row: Expectation) { row.check() }

    @Test("what is no expression is refused with its place", arguments: [
        ("1 +", 3), ("", 0), ("(1", 2), ("[1, 2", 5), ("1 2", 2), ("if a then b", 11), ("for x in y", 10), ("1a", 0),
        ("x instance of Nobody", 20),
    ])
    func refused(_ text: String, _ place: Int) {
        do {
            _ = try FEEL(text)
            Issue.record("\(text) was read")
        } catch {
            #expect(error.place == place, "\(error)")
        }
    }

    @Test("unary tests", arguments: [
        ("-", true), ("5", true), ("4", false), ("> 3", true), ("< 3, > 4", true), ("[1..5)", false), ("not(5)", false),
        ("not(1, 2)", true),
        ("? > 3 and ? < 6", true), ("odd(?)", true), ("[4, 5]", true), ("null", false), ("!= 5", false), ("5 + 0", true),
    ])
    func tests(_ text: String, _ passes: Bool) throws { #expect(try FEEL.test(text, input: 5) ?? false == passes) }
}
