import Kernel
import Testing

/// Questions that bytes answer, where `Character` would answer otherwise.
@Suite("Bytes of a text") struct ByteTextTests {
    @Test("a mark behind a sign hides it from Character and not from us")
    func marks() {
        let hidden = "/\u{301}/\u{FE0F}example"
        #expect(!"//\u{FE0F}example".hasPrefix("//") && "//\u{FE0F}example".begins(with: "//"))
        #expect(hidden.contains(bytesOf: "/\u{301}/") && hidden.split(at: "/") == ["", "\u{301}", "\u{FE0F}example"])
        #expect("a\"\u{301}".replacing(bytesOf: "\"", with: "\"\"").hasSameBytes(as: "a\"\"\u{301}"))
        #expect("\u{600}x".ends(with: "x") && !"\u{600}x".hasSuffix("x"))
    }

    @Test("texts that are the same to Character are not the same bytes")
    func equivalence() {
        #expect("\u{212A}" == "K" && !"\u{212A}".hasSameBytes(as: "K") && !"\u{212A}".begins(with: "K"))
        #expect("\u{212A}ELVIN ÄİI".asciiLowercased.hasSameBytes(as: "\u{212A}elvin Äİi"))
        #expect("ıſß k".asciiUppercased.hasSameBytes(as: "ıſß K"))
    }

    @Test("cutting and splitting", arguments: [
        ("a=b=c", "a", "b=c"), ("=", "", ""), ("a=", "a", ""),
    ])
    func cut(text: String, before: String, after: String) {
        #expect(text.cut(at: "=")?.before == before && text.cut(at: "=")?.after == after)
    }

    @Test("what isn't there isn't found")
    func absent() {
        #expect("ab".cut(at: "=") == nil && "ab".firstRange(bytesOf: "abc") == nil && "".firstRange(bytesOf: "a") == nil)
        #expect("".split(at: "/") == [""] && "a//".split(at: "/") == ["a", "", ""] && "a/b/c".split(at: "/", pieces: 2) == ["a", "b/c"])
        #expect("aab".firstRange(bytesOf: "ab") == "aab".index(after: "aab".startIndex)..<"aab".endIndex)
        #expect("+861".rest(after: "+86") == "1" && "861".rest(after: "+86") == nil && "aXbX".replacing(bytesOf: "X", with: "") == "ab")
    }
}
