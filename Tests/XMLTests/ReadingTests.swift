import Kernel
import Testing
import XML

@Suite("Reading XML")
struct ReadingTests {
    @Test("sound XML of any maker is understood")
    func understood() throws {
        let root = try read("""
            \u{FEFF}<?xml version="1.0" encoding="UTF-8" standalone="no"?><!-- 注 -->
            <o:a xmlns:o="http://www.ofdspec.org/2016" ID='1&lt;2' >x<b/>&#x5F00;&#23553;<![CDATA[<&>]]><?php x?>\
            <!-- y --><o:c k = "v">z</o:c></o:a >
            """)
        #expect(root.name == "a" && root.namespace == "http://www.ofdspec.org/2016" && root["ID"] == "1<2")
        #expect(root.text == "x开封<&>")
        #expect(root.children.map(\.name) == ["b", "c"])
        #expect(root.child("c")?["k"] == "v" && root.text(of: "c") == "z")
        #expect(root.child("b")?.line == 2)
    }

    @Test("a name belongs to the namespace of its prefix, and to the nearest declaration of it")
    func namespaces() throws {
        let root = try read("""
            <a xmlns='urn:one' xmlns:p='urn:two' p:x='1' x='2'><b/><p:c xmlns:p='urn:three' p:y=''/><d xmlns=''/><p:e/></a>
            """)
        #expect(root.children.map(\.namespace) == ["urn:one", "urn:three", "", "urn:two"])
        #expect(root["urn:two", "x"] == "1" && root["x"] == "2" && root["urn:one", "x"] == nil)
        #expect(root.child("c")?["urn:three", "y"] == "")
        #expect(root.child("c", in: "urn:two") == nil && root.children("c", in: "urn:three").count == 1)
        #expect(try read("<a xml:lang='zh'/>")[XMLNamespace.xml, "lang"] == "zh")
    }

    @Test("lines end in one line feed, and white space in a value is a blank unless it is a reference")
    func space() throws {
        let root = try read("<a x='1\r\n2\t3&#10;4'>5\r\n6\r7<![CDATA[\r\n]]></a>")
        #expect(root["x"] == "1 2 3\n4")
        #expect(root.text == "5\n6\n7\n")
    }

    @Test("XML with tricks is refused, and said why", arguments: [
        ("", "malformed"), ("<", "malformed"), ("<a", "malformed"), ("<a>", "malformed"), ("</a>", "malformed"), ("<a></b>", "tag"),
        ("<a/><b/>", "malformed"), ("<a x=1/>", "malformed"), ("<a x='1' x='2'/>", "attribute"), ("<a p:x='1'/>", "prefix"),
        ("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>", "attribute"), ("<p:a/>", "prefix"), ("<a xmlns:p=''/>", "prefix"),
        ("<a xmlns:xml='u'/>", "prefix"), ("<a xmlns:xmlns='u'/>", "prefix"), ("<a><b xmlns:p='u'/><p:c/></a>", "prefix"),
        ("<a x='<'/>", "malformed"), ("<a>&b;</a>", "entity"), ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "doctype"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "doctype"), ("<a><!DOCTYPE a></a>", "doctype"), ("<a>&#0;</a>", "entity"),
        ("<a>&#xD800;</a>", "entity"), ("<a>&#x110000;</a>", "entity"), ("<a>&#-5;</a>", "entity"), ("<a>&#+5;</a>", "entity"),
        ("<a>&amp</a>", "entity"), ("<a>\u{1}</a>", "malformed"), ("<a>\u{FFFF}</a>", "malformed"), ("<a><![CDATA[x</a>", "malformed"),
        ("<a><!-- </a>", "malformed"), ("<a><!-- -- --></a>", "malformed"), ("<a><?x </a>", "malformed"), ("<a>text", "malformed"),
        ("<?xml version='1.0' encoding='GBK'?><a/>", "encoding"), (" <?xml version='1.0'?><a/>", "malformed"), ("text", "malformed"),
        ("<a/>text", "malformed"), ("<a b/>", "malformed"), ("<a b='c'd='e'/>", "malformed"), ("< a/>", "malformed"), ("<1/>", "malformed"),
        ("<a:b:c/>", "malformed"), ("<:a/>", "malformed"), ("<a>]]></a>", "malformed"),
    ])
    func refused(_ text: String, _ code: String) {
        #expect(throws: Problem("xml.\(code)", .invalid)) { try read(text) }
    }

    @Test("what is too deep, too wide, too long or not UTF-8 is refused")
    func limits() {
        let deep = String(repeating: "<a>", count: 100_000)
        let wide = "<a " + (0..<100).map { "x\($0)='1'" }.joined(separator: " ") + "/>"
        let small = XMLLimits(bytes: 30, depth: 9, elements: 3, attributes: 1)
        for (bytes, code) in [
            (Array(deep.utf8), "limits"), (Array(wide.utf8), "limits"), (Array("<a>".utf8) + [0xFF, 0xFE] + Array("</a>".utf8), "encoding"),
            ([0xFE, 0xFF, 0x00, 0x3C, 0x00, 0x61], "encoding"), ([0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], "encoding"),
        ] {
            #expect(throws: Problem("xml.\(code)", .invalid)) { try XMLDocument(reading: bytes) }
        }
        for text in ["<a><b/><b/><b/></a>", "<a x='1' y='2'/>", "<a>0123456789012345678901234567</a>"] {
            #expect(throws: Problem("xml.limits", .invalid)) { try XMLDocument(reading: Array(text.utf8), limits: small) }
        }
        #expect(throws: Never.self) { try XMLDocument(reading: Array("<a><b/><b/></a>".utf8), limits: small) }
    }

    @Test("looking up a prefix costs the same however many declarations lie round it")
    func prefixes() throws {
        func text(declarations: Int) -> [UInt8] {
            let declared = (0..<declarations).map { " xmlns:p\($0)='urn:\($0)'" }.joined()
            return Array("<p:a xmlns:p='urn:p'\(declared)>\(String(repeating: "<p:b/>", count: 20_000))</p:a>".utf8)
        }
        func time(_ bytes: [UInt8]) throws -> Duration {
            let limits = XMLLimits(bytes: 8 << 20, depth: 9, elements: 30_000, attributes: 2000, declarations: 2000)
            let read = { _ = try XMLDocument(reading: bytes, limits: limits) }
            return try (0..<3).map { _ in try ContinuousClock().measure(read) }.min() ?? .zero
        }
        // One by one it took a hundred times as long; a busy machine may well double it.
        #expect(try time(text(declarations: 1000)) < time(text(declarations: 0)) * 10)
    }

    @Test("too many namespaces in force at one place are refused, one after another they are not")
    func declarations() throws {
        let declared = (0..<60).map { "xmlns:p\($0)='urn:\($0)'" }.joined(separator: " ")
        let nested = String(repeating: "<a \(declared)>", count: 5) + String(repeating: "</a>", count: 5)
        #expect(throws: Problem("xml.limits", .tooLarge)) { try read(nested) }
        let beside = "<r>" + String(repeating: "<a \(declared)/>", count: 50) + "</r>"
        #expect(try read(beside).children.count == 50)
    }

    @Test("a budget is spent by several documents together, and ends the reading wherever it is used up")
    func budget() throws {
        let bytes = Array("<a x='1'><b/><!-- c --><b>text</b></a>".utf8)
        let budget = WorkBudget(events: 20, time: .seconds(3600))
        _ = try XMLDocument(reading: bytes, budget: budget)
        _ = try XMLDocument(reading: bytes, budget: budget)
        #expect(throws: Problem("work.too_much", .tooLarge)) { try XMLDocument(reading: bytes, budget: budget) }
        let late = WorkBudget(events: .max, time: .seconds(-1))
        #expect(throws: Problem("work.too_much", .tooLarge)) { try XMLDocument(reading: bytes, budget: late) }
    }

    @Test("a problem names its line")
    func line() throws {
        let problem = #expect(throws: Problem.self) { try read("<a>\n  <b/>\n  <c></d>\n</a>") }
        #expect(problem?.arguments == ["line": "3", "name": "c"])
    }

    @Test("a document cut anywhere is refused, one with random bytes changed is read or refused, and neither is a crash")
    func noise() throws {
        let whole = Array(Sample.text.utf8)
        for end in 0..<(whole.count - 20) { #expect(throws: Problem.self) { try XMLDocument(reading: Array(whole.prefix(end))) } }
        let random = SeededRandom(seed: 11)
        for _ in 0..<2000 {
            var bytes = whole
            for _ in 0..<(1 + random.number(below: 4)) { bytes[random.number(below: bytes.count)] = random.bytes(1)[0] }
            guard let document = try? XMLDocument(reading: bytes) else { continue }
            #expect(try Sample.withoutLines(XMLDocument(reading: document.bytes).root) == Sample.withoutLines(document.root))
        }
    }

    private func read(_ text: String) throws -> XMLElement { try XMLDocument(reading: Array(text.utf8)).root }
}
