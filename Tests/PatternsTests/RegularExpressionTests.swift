import Patterns
import Testing

@Suite("Regular expressions") struct RegularExpressionTests {
    @Test("the match and its groups are told by their places in the bytes")
    func groups() throws {
        let expression = try #require(RegularExpression("(长)?(\\d+)"))
        let match = try #require(try expression.firstMatch(in: Array("面12".utf8)))
        #expect(match == [3..<5, nil, 3..<5])
        #expect(try expression.firstMatch(in: Array("面12".utf8), from: 5) == nil)
    }

    @Test("options", arguments: [
        ("A", RegularExpression.Options.ignoresCase, "a", true), ("^b$", .multiline, "a\nb\nc", true),
        ("a.b", .dotMatchesAll, "a\nb", true),
        ("a.b", [], "a\nb", false), ("a$", [], "a\n", true), ("a$", .dollarAtEndOnly, "a\n", false),
        ("(b)?\\1a", .unsetGroupsAreEmpty, "a", true), ("(b)?\\1a", [], "a", false),
    ] as [(String, RegularExpression.Options, String, Bool)])
    func options(_ text: String, _ options: RegularExpression.Options, _ input: String, _ matches: Bool) throws {
        let expression = try #require(RegularExpression(text, options))
        #expect(try (expression.firstMatch(in: Array(input.utf8)) != nil) == matches)
    }

    @Test("what is no expression is refused", arguments: ["(", "[a", "a{2,1}", "\\C"])
    func refused(_ text: String) { #expect(RegularExpression(text) == nil) }

    @Test("a match that tries too much is given up")
    func limit() throws {
        let expression = try #require(RegularExpression("^(a|aa|a*)*$", steps: 10_000))
        let text = Array((String(repeating: "a", count: 40) + "!").utf8)
        #expect(throws: RegularExpression.TooMuchWork.self) { try expression.firstMatch(in: text) }
    }
}
