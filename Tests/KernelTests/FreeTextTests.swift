import Kernel
import Testing

/// What becomes of text at the edge.
@Suite("Free text") struct FreeTextTests {
    @Test("what can't be seen is taken away", arguments: [
        ("开封\u{200B}市", "开封市"), ("\u{FEFF}开封", "开封"), ("a\u{0}b\u{1B}[2J", "ab[2J"), ("a\u{7F}\u{85}\u{9F}b", "ab"),
        ("\u{202E}fdp.exe", "fdp.exe"), ("甲\u{2066}乙\u{2069}", "甲乙"), ("甲\u{200E}乙\u{200F}\u{61C}", "甲乙"), ("甲\u{AD}乙", "甲乙"),
        ("甲\u{E0041}\u{E007F}", "甲"), ("\u{3164}", ""), ("甲\u{FFFC}\u{FFF9}", "甲"), ("甲\u{2062}", "甲"),
    ])
    func unseen(typed: String, kept: String) { #expect(FreeText.cleaned(typed).hasSameBytes(as: kept)) }

    @Test("what belongs to a script, a pictograph or a rare character stays", arguments: [
        "𠀀𪛖𫝀𫠝𬺰𮯠𰀀𱍐", "王\u{2EBF0}", "李\u{323B0}\u{33479}", "\u{3FFFD}", "葛\u{E0100}",
        "ᠮᠣᠩᠭᠣᠯ\u{180E}ᠠ", "ᠭᠠᠯ\u{180B}", "مىسىر\u{200C}لىق", "👨\u{200D}👩",
        "❤\u{FE0F}", "བོད་སྐད", "ꆈꌠꉙ", "Straße 12 m²", "（甲）、“乙”……《丙》",
    ])
    func kept(text: String) {
        #expect(FreeText.cleaned(text).hasSameBytes(as: text) && FreeText.unreadable(in: text) == nil)
        #expect(FreeText.cleaned(text, lines: false).hasSameBytes(as: text))
    }

    @Test("what can be written in several ways is written in one (NFC)", arguments: [
        ("e\u{301}", "é"), ("\u{212A}", "K"), ("\u{1100}\u{1161}", "가"), ("A\u{30A}", "Å"), ("か\u{3099}", "が"), ("＜\u{338}", "＜\u{338}"),
        ("\u{37E}", ";"), ("\u{F914}", "樂"),
    ])
    func composed(typed: String, kept: String) { #expect(FreeText.cleaned(typed).hasSameBytes(as: kept)) }

    @Test("a mark at the beginning has nothing to stand on", arguments: [
        ("\u{301}a", "a"), (" \u{301}\u{20DD} 李", "李"), ("\u{FE0F}\u{200D}李", "李"), ("\u{301}", ""), ("李\u{301}", "李\u{301}"),
    ])
    func marks(typed: String, kept: String) { #expect(FreeText.cleaned(typed).hasSameBytes(as: kept)) }

    @Test("line ends are of one kind, and in a field of one line they are blanks")
    func lines() {
        #expect(FreeText.cleaned("甲\r\n乙\r丙\u{2028}丁\t戊") == "甲\n乙\n丙\n丁\t戊")
        #expect(FreeText.cleaned("甲\r\n乙\r丙\u{2029}丁\t戊", lines: false) == "甲 乙 丙 丁 戊")
        #expect(FreeText.cleaned("a\u{301}\r\nb\n\n").hasSameBytes(as: "á\nb\n\n"))
    }

    @Test("what nobody could be shown is named with its place", arguments: [
        (0xE863, "U+E863"), (0xF0000, "U+F0000"), (0xFFFE, "U+FFFE"), (0xFDD0, "U+FDD0"), (0xFFFD, "U+FFFD"), (0x378, "U+378"),
        (0x2FFFE, "U+2FFFE"), (0x50000, "U+50000"),
    ] as [(UInt32, String)])
    func unreadable(value: UInt32, code: String) throws {
        let found = try FreeText.unreadable(in: FreeText.cleaned("王\(#require(Unicode.Scalar(value)))"))
        #expect(found?.place == 2 && found?.code == code)
    }

    @Test("every scalar is kept, taken away or named, and cleaning again changes nothing")
    func everyScalar() {
        for scalar in (UInt32(0)..<0x40000).lazy.compactMap(Unicode.Scalar.init) where scalar.value % 7 == 0 || scalar.value < 0x3000 {
            let once = FreeText.cleaned("甲\(scalar)")
            #expect(FreeText.cleaned(once).hasSameBytes(as: once))
        }
    }

    @Test("texts of a document are cleaned, its keys are not")
    func json() {
        let sent = JSON.object(["a\u{200B}": .array([.string("e\u{301}\u{0}"), .number(1), .null])])
        #expect(FreeText.cleaned(sent) == .object(["a\u{200B}": .array([.string("é"), .number(1), .null])]))
    }

    @Test("the dot of a name is one, whatever its shape; blanks beside it and between Han characters go", arguments: [
        ("买买提·艾力", "买买提·艾力"), ("买买提•艾力", "买买提·艾力"), ("买买提‧艾力", "买买提·艾力"), ("买买提・艾力", "买买提·艾力"),
        ("买买提･艾力", "买买提·艾力"), ("买买提．艾力", "买买提·艾力"), ("买买提∙艾力", "买买提·艾力"), ("买买提⋅艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提·艾力"), ("买买提\u{387}艾力", "买买提·艾力"), (" 买买提 · 艾力 ", "买买提·艾力"), ("买买提··艾力", "买买提·艾力"),
        ("李 梅", "李梅"), ("李\u{3000}梅", "李梅"), ("李\t\n梅", "李梅"), ("J. R.  Tolkien", "J. R. Tolkien"), ("李\u{200D}梅", "李梅"),
        ("𠮷.𫝀", "𠮷·𫝀"), ("José", "José"), ("", ""),
    ])
    func names(typed: String, kept: String) { #expect(NameText.normal(typed).hasSameBytes(as: kept)) }

    @Test("in any line the dot between Han characters is the standard's, elsewhere it stays", arguments: [
        ("金鼎•书店街店", "金鼎·书店街店"), ("1．甲", "1．甲"), ("•甲", "•甲"), ("甲.乙", "甲.乙"), ("a•b", "a•b"), ("•", "•"),
    ])
    func dotted(typed: String, kept: String) { #expect(NameText.dotted(typed).hasSameBytes(as: kept)) }
}
