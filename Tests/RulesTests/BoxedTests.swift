import Kernel
import Rules
import Testing

private typealias Make = Fixtures

@Suite("Boxed expressions") struct BoxedTests {
    private static func box(_ name: String, _ parts: (String, String)..., attributes: String = "") -> String {
        "<\(name)\(attributes)>" + parts.map { "<\($0)>\(Make.literal($1))</\($0)>" }.joined() + "</\(name)>"
    }

    private static func entry(_ name: String, _ text: String) -> String {
        "<contextEntry><variable name=\"\(name)\"/>\(Make.literal(text))</contextEntry>"
    }

    @Test("each shape", arguments: [
        (box("conditional", ("if", "1 > 2"), ("then", "\"a\""), ("else", "\"b\"")), "\"b\""),
        (box("conditional", ("if", "null"), ("then", "1"), ("else", "2")), "2"),
        (box("filter", ("in", "[{a: 1}, {a: 5}]"), ("match", "a > 2")), "[{a: 5}]"),
        (box("filter", ("in", "[1, 2]"), ("match", "\"x\"")), "null"),
        (box("for", ("in", "1..3"), ("return", "x * 2"), attributes: " iteratorVariable=\"x\""), "syntax"),
        (box("for", ("in", "[1, 2]"), ("return", "x + count(partial)"), attributes: " iteratorVariable=\"x\""), "[1, 3]"),
        (box("some", ("in", "[1, 2]"), ("satisfies", "x > 1"), attributes: " iteratorVariable=\"x\""), "true"),
        (box("every", ("in", "[1, 2]"), ("satisfies", "x > 1"), attributes: " iteratorVariable=\"x\""), "false"),
        ("<list>\(Make.literal("1"))\(Make.literal("\"二\""))</list>", "[1, \"二\"]"),
        ("<relation><column name=\"a\"/><column name=\"b c\"/><row>\(Make.literal("1"))\(Make.literal("2"))</row></relation>",
         "[{a: 1, b c: 2}]"),
        ("<context>\(entry("甲 数", "1"))\(entry("乙", "甲 数 + 1"))</context>", "{甲 数: 1, 乙: 2}"),
        ("<context>\(entry("a", "1"))<contextEntry>\(Make.literal("a + 1"))</contextEntry></context>", "2"),
        ("<context>\(entry("f", "function(n) if n = 0 then 1 else n * f(n - 1)"))"
            + "<contextEntry>\(Make.literal("f(4)"))</contextEntry></context>", "24"),
        ("<functionDefinition><formalParameter name=\"n\"/>\(Make.literal("n"))</functionDefinition>", "function(n)"),
    ])
    func shapes(_ box: String, _ expected: String) throws {
        let model = try Make.model("<decision id=\"d\" name=\"d\"><variable name=\"d\"/>\(box)</decision>")
        if expected == "syntax" { return #expect(model.problems.map(\.code) == ["rules.syntax.expected"]) }
        #expect(model.problems == [])
        #expect(try model.answer("d") == expected)
    }

    @Test("a boxed call hands its arguments over by name; a function of Java is refused")
    func invocations() throws {
        let knowledge = "<businessKnowledgeModel id=\"k\" name=\"k\"><variable name=\"k\"/><encapsulatedLogic><formalParameter name=\"a\"/>"
            + "<formalParameter name=\"b\"/>\(Make.literal("a - b"))</encapsulatedLogic></businessKnowledgeModel>"
        let call = "<invocation>\(Make.literal("k"))<binding><parameter name=\"b\"/>\(Make.literal("1"))</binding>"
            + "<binding><parameter name=\"a\"/>\(Make.literal("5"))</binding></invocation>"
        let java = """
            <context><contextEntry><variable name="j"/><functionDefinition kind="Java"><formalParameter name="a"/><context/>
            </functionDefinition></contextEntry><contextEntry>\(Make.literal("j(1)"))</contextEntry></context>
            """
        let model = try Make.model(
            knowledge + "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>\(Make.needs(knowledge: "k"))\(call)</decision>"
            + "<decision id=\"e\" name=\"e\"><variable name=\"e\"/>\(java)</decision>")
        #expect(try model.answer("d") == "4")
        let refused = try model.evaluate("e", [:])
        #expect(refused.value.isNull && refused.warnings.map(\.code) == ["rules.warning.external"])
    }
}
