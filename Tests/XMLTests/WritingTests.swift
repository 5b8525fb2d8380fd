import Kernel
import TestKit
import Testing
import XML

@Suite("Writing XML")
struct WritingTests {
    @Test("what was read is written as it stood: order, prefixes, foreign parts, comments, white space")
    func kept() throws {
        let document = try XMLDocument(reading: Array(Sample.text.utf8))
        #expect(document.text == Sample.text)
    }

    @Test("what can't stand in XML as it is comes back as it was")
    func escaped() throws {
        let odd = "<a&b>\"c'\"\r\n\td]]>"
        let element = XMLElement("x", [XMLAttribute("y", odd)], [.text(odd)])
        let back = try XMLDocument(reading: XMLDocument(root: element).bytes).root
        #expect(back["y"] == odd && back.text == odd)
        #expect(XMLText.escaped("a\u{0}\u{1F}\u{FFFE}\u{FFFF}b") == "ab")
    }

    @Test("every scalar beside every sign comes back, but for those that XML has no place for")
    func everyScalar() throws {
        for text in EveryScalar.texts() {
            let carried = String(String.UnicodeScalarView(text.unicodeScalars.filter { scalar in
                (scalar.value >= 32 || "\t\n\r".unicodeScalars.contains(scalar)) && scalar.value != 0xFFFE && scalar.value != 0xFFFF
            }))
            let element = XMLElement("x", [XMLAttribute("y", text)], [.text(text)])
            let back = try XMLDocument(reading: XMLDocument(root: element).bytes).root
            #expect(back["y"]?.hasSameBytes(as: carried) == true && back.text.hasSameBytes(as: carried))
        }
    }
}

enum Sample {
    static let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- 食品经营许可 -->
        <?editor style="a"?>
        <b:definitions xmlns:b="urn:b" xmlns="urn:default" xmlns:x="urn:foreign" z="2" a="1&#10;&quot;&lt;">
          <!-- 注释 -->
          <b:task id="审查" x:colour="red"><x:extra/>甲 &amp; 乙</b:task>
          <plain>]]&gt;</plain><?run it?>
        </b:definitions>
        <!-- end -->

        """

    /// Where an element began is not what it is.
    static func withoutLines(_ element: XMLElement) -> XMLElement {
        var element = element
        element.line = 0
        element.nodes = element.nodes.map { if case .element(let child) = $0 { .element(withoutLines(child)) } else { $0 } }
        return element
    }
}
