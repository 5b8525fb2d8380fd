import Kernel
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
        #expect(XMLText.escaped("a\u{0}\u{1F}b") == "ab")
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
