import Testing

@Suite("FEEL's own functions") struct FunctionTests {
    @Test("conversions", arguments: [
        Expectation("number(\"1 000,5\", \" \", \",\")", "1000.5"), Expectation("number(\"1,000.5\", \",\", \".\")", "1000.5"),
        Expectation("number(\"1.000\", \".\", \".\")", "null"), Expectation("number(\"5\")", "5"), Expectation("number(\"x\")", "null"),
        Expectation("number(\"1000\", null, \".\")", "1000"), Expectation("number(\"1\", \"x\", \".\")", "null"),
        Expectation("number(null)", "null"),
        Expectation("string(1.10)", "\"1.10\""), Expectation("string(null)", "null"), Expectation("string(\"a\")", "\"a\""),
        Expectation("string([1, \"a\", null])", #""[1, \"a\", null]""#), Expectation("string({a: \"b\"})", #""{a: \"b\"}""#),
        Expectation("string(@\"2026-05-01T10:00:00@Asia/Shanghai\")", "\"2026-05-01T10:00:00@Asia/Shanghai\""),
        Expectation("string(true)", "\"true\""),
        Expectation("duration(\"P2DT3H\")", "P2DT3H"), Expectation("duration(\"P1Y3M2D\")", "null"),
        Expectation("duration(\"-P1M\")", "-P1M"),
    ])
    func conversions(_ row: Expectation) { row.check() }

    @Test("texts", arguments: [
        Expectation("substring(\"foobar\", 3)", "\"obar\""), Expectation("substring(\"foobar\", -2, 1)", "\"a\""),
        Expectation("substring(\"a\", 0)", "null"),
        Expectation("substring(\"\\U01F40Eab\", 2)", "\"ab\""), Expectation("upper case(\"aé\")", "\"AÉ\""),
        Expectation("lower case(\"AB\")", "\"ab\""),
        Expectation("substring before(\"foobar\", \"bar\")", "\"foo\""), Expectation("substring before(\"foobar\", \"x\")", "\"\""),
        Expectation("substring before(\"foobar\", \"\")", "\"\""), Expectation("substring after(\"foobar\", \"ob\")", "\"ar\""),
        Expectation("substring after(\"\", \"a\")", "\"\""), Expectation("substring after(\"foobar\", \"\")", "\"foobar\""),
        Expectation("contains(\"foobar\", \"ob\")", "true"), Expectation("starts with(\"foobar\", \"fo\")", "true"),
        Expectation("ends with(\"foobar\", \"r\")", "true"),
        Expectation("string join([\"a\", null, \"b\"], \"-\")", "\"a-b\""), Expectation("string join([])", "\"\""),
        Expectation("contains(null, \"a\")", "null"),
    ])
    func texts(_ row: Expectation) { row.check() }

    @Test("patterns", arguments: [
        Expectation(#"matches("foobar", "^fo*bar")"#, "true"), Expectation(#"matches("FOO", "foo", "i")"#, "true"),
        Expectation(#"matches("a", "(")"#, "null"),
        Expectation(#"matches("a\nb", "a.b")"#, "false"), Expectation(#"matches("a\nb", "a.b", "s")"#, "true"),
        Expectation(#"matches("x", "x", "k")"#, "null"),
        Expectation(#"matches("中", "\p{IsCJKUnifiedIdeographs}")"#, "true"), Expectation(#"matches("e", "[a-z-[aeiou]]")"#, "false"),
        Expectation(#"matches("a", "(?=a)")"#, "null"), Expectation(#"matches("a", "a{2,1}")"#, "null"),
        Expectation(#"matches("abab", "(ab)\1")"#, "true"),
        Expectation(#"matches("a", "\b")"#, "null"), Expectation(#"matches("_a", "\i\c*")"#, "true"),
        Expectation(#"matches("٣", "^\d$")"#, "true"),
        Expectation(#"replace("abracadabra", "bra", "*")"#, #""a*cada*""#),
        Expectation(#"replace("abracadabra", "a(.)", "a$1$1")"#, #""abbraccaddabbra""#),
        Expectation(#"replace("abracadabra", ".*?", "$1")"#, "null"),
        Expectation(#"replace("darted", "^(.*?)d(.*)$", "$1c$2")"#, #""carted""#),
        Expectation(#"replace("reluctant", "r.*?t", "X")"#, #""Xant""#), Expectation(#"replace("a.b", ".", "-", "q")"#, #""a-b""#),
        Expectation(#"replace("abc", "b", "$")"#, "null"), Expectation(#"replace("b", "(a)|b", "[$1]")"#, #""[]""#),
        Expectation(#"replace("abc", "b", "\$")"#, #""a$c""#),
        Expectation(#"replace("abc", "b", "$0")"#, #""abc""#),
        Expectation(#"split("John Doe", "\s")"#, #"["John", "Doe"]"#), Expectation(#"split("a;b;;", ";")"#, #"["a", "b", "", ""]"#),
        Expectation(#"split("abc", "")"#, "null"),
    ])
    func patterns(_ row: Expectation) { row.check() }

    @Test("lists", arguments: [
        Expectation("list contains([1, null], null)", "true"), Expectation("count([1, [2]])", "2"), Expectation("count(null)", "null"),
        Expectation("min([3, 1, 2])", "1"), Expectation("min(3, 1)", "1"), Expectation("max(\"a\", \"c\", \"b\")", "\"c\""),
        Expectation("min([])", "null"),
        Expectation("max([1, \"a\"])", "null"), Expectation("sum([1, 2])", "3"), Expectation("sum([])", "null"),
        Expectation("sum([1, null])", "null"),
        Expectation("mean(1, 2, 3)", "2"), Expectation("median(8, 2, 5, 3, 4)", "4"), Expectation("median([6, 1, 2, 3])", "2.5"),
        Expectation("product([2, 3, 4])", "24"),
        Expectation("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"), Expectation("stddev([47])", "null"),
        Expectation("mode([6, 1, 9, 6, 1])", "[1, 6]"),
        Expectation("mode([])", "[]"), Expectation("all([true, null])", "null"), Expectation("all([false, null])", "false"),
        Expectation("all([])", "true"),
        Expectation("any([])", "false"), Expectation("any([false, null])", "null"), Expectation("any(true, \"x\")", "true"),
        Expectation("all(0)", "null"),
        Expectation("sublist([4, 5, 6], 2)", "[5, 6]"), Expectation("sublist([4, 5, 6], -2, 1)", "[5]"),
        Expectation("sublist([4], 2)", "null"),
        Expectation("append([1], 2, 3)", "[1, 2, 3]"), Expectation("append([1], [2])", "[1, [2]]"),
        Expectation("append([], null)", "[null]"),
        Expectation("concatenate([1], [2, 3])", "[1, 2, 3]"),
        Expectation("concatenate([[1, 2], [3]])", "[[1, 2], [3]]"), Expectation("concatenate([1], 2)", "[1, 2]"),
        Expectation("concatenate([1], null)", "null"), Expectation("union([1, [2]], [[2]])", "[1, [2]]"),
        Expectation("date(from: @\"2026-05-01T10:00:00\")", "2026-05-01"), Expectation("append(list: [1], item: 2)", "[1, 2]"),
        Expectation("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
        Expectation("insert before([1], 3, 2)", "null"),
        Expectation("remove([1, 2, 3], 2)", "[1, 3]"), Expectation("remove([1], 2)", "null"), Expectation("reverse([1, 2])", "[2, 1]"),
        Expectation("index of([1, 2, 3, 2], 2)", "[2, 4]"), Expectation("union([1, 2], [2, 3])", "[1, 2, 3]"),
        Expectation("distinct values([1, 2, 1.0])", "[1, 2]"),
        Expectation("flatten([[1, [2]], 3])", "[1, 2, 3]"), Expectation("sort([3, 1, 2])", "null"),
        Expectation("sort([3, \"a\"], function(x, y) x < y)", "null"),
        Expectation("sort([1, 2, 3], function(x, y) x > y)", "[3, 2, 1]"), Expectation("list replace([2, 4, 7], 3, 6)", "[2, 4, 6]"),
        Expectation("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
        Expectation("list replace([1], 0, 5)", "null"),
    ])
    func lists(_ row: Expectation) { row.check() }

    @Test("numbers", arguments: [
        Expectation("decimal(1 / 3, 2)", "0.33"), Expectation("decimal(2.5, 0)", "2"), Expectation("decimal(1, 6177)", "null"),
        Expectation("floor(-1.5)", "-2"),
        Expectation("floor(-1.56, 1)", "-1.6"), Expectation("ceiling(1.51, 1)", "1.6"), Expectation("round up(5.5, 0)", "6"),
        Expectation("round up(-1.121, 2)", "-1.13"),
        Expectation("round down(-5.5, 0)", "-5"), Expectation("round half up(-5.5, 0)", "-6"),
        Expectation("round half down(5.5, 0)", "5"),
        Expectation("round half down(-1.126, 2)", "-1.13"), Expectation("abs(-10)", "10"), Expectation("abs(@\"-P1Y\")", "P1Y"),
        Expectation("abs(@\"-PT5H\")", "PT5H"),
        Expectation("modulo(-12, 5)", "3"), Expectation("modulo(1, 0)", "null"), Expectation("sqrt(16)", "4"),
        Expectation("sqrt(-1)", "null"), Expectation("log(0)", "null"),
        Expectation("decimal(log(10), 8)", "2.30258509"), Expectation("odd(5)", "true"), Expectation("even(2.5)", "null"),
        Expectation("floor(1.5, null)", "null"),
    ])
    func numbers(_ row: Expectation) { row.check() }

    @Test("contexts", arguments: [
        Expectation("get value({a: 1}, \"a\")", "1"), Expectation("get value({a: 1}, \"b\")", "null"),
        Expectation("get value({a: {b: 2}}, [\"a\", \"b\"])", "2"),
        Expectation("get entries({a: 1})", "[{key: \"a\", value: 1}]"), Expectation("context([{key: \"a\", value: 1}])", "{a: 1}"),
        Expectation("context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])", "null"),
        Expectation("context([{key: \"a\"}])", "null"),
        Expectation("context put({a: 1}, \"b\", 2)", "{a: 1, b: 2}"),
        Expectation("context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2)", "{x: 1, y: {a: 2}}"),
        Expectation("context put({}, [], 1)", "null"), Expectation("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"),
        Expectation("context merge([1])", "null"),
    ])
    func contexts(_ row: Expectation) { row.check() }

    @Test("ranges", arguments: [
        Expectation("before(1, 10)", "true"), Expectation("before([1..5), [5..10])", "true"),
        Expectation("before([1..5], [5..10])", "false"), Expectation("before(1, (1..5])", "true"),
        Expectation("after([5..10], 4)", "true"), Expectation("meets([1..5], [5..10])", "true"),
        Expectation("meets([1..5), [5..10])", "false"), Expectation("met by([5..10], [1..5])", "true"),
        Expectation("overlaps([1..5], [3..8])", "true"), Expectation("overlaps([1..3), [3..8])", "false"),
        Expectation("overlaps before([1..5], [3..8])", "true"),
        Expectation("overlaps after([3..8], [1..5])", "true"), Expectation("finishes(10, [1..10])", "true"),
        Expectation("finishes([5..10), [1..10])", "false"),
        Expectation("finished by([1..10], [5..10])", "true"), Expectation("includes([1..10], 5)", "true"),
        Expectation("includes([1..10), [2..10])", "false"),
        Expectation("during(5, [1..10])", "true"), Expectation("during([4..6], [1..10])", "true"),
        Expectation("starts(1, [1..10])", "true"), Expectation("starts((1..5], [1..10])", "false"),
        Expectation("started by([1..10], [1..5])", "true"), Expectation("coincides([1..5], [1..5])", "true"),
        Expectation("coincides(5, 6)", "false"), Expectation("before(1, \"a\")", "null"),
        Expectation("before(point1: 1, point2: 2)", "true"), Expectation("includes(range: [1..3], point: 2)", "true"),
        Expectation("range(\"[1..3)\")", "[1..3)"), Expectation("range(\"[3..1]\")", "null"),
        Expectation("[1..3).end included", "false"), Expectation("[1..3].start", "1"), Expectation("(> 5).end", "null"),
    ])
    func ranges(_ row: Expectation) { row.check() }
}
