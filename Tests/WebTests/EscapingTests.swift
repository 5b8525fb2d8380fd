import HTTPTypes
import Kernel
import Logging
import TestKit
import Testing
@testable import Web

/// No text becomes markup, whatever stands beside its signs and whichever way it takes into a page.
@Suite("Escaping") struct EscapingTests {
    @Test("every scalar beside every sign: no sign of HTML is left, and nothing else is changed")
    func html() {
        for text in EveryScalar.texts() { #expect(isText(escapeHTML(text), of: text)) }
        #expect(escapeHTML("\u{600}<meta>\u{301} \"\u{301}&'") == "\u{600}&lt;meta&gt;\u{301} &quot;\u{301}&amp;&#39;")
    }

    @Test("a template escapes so in text, attributes, sections, lists, partials, blocks and dynamic names")
    func templates() throws {
        let templates = try demoServer().templates
        func draw(_ text: String) throws -> String {
            try templates.render("demo/everywhere", [
                "text": text, "section": ["inner": text], "list": [text, text], "dynamic": "demo/part",
            ] as [String: Any], .zh)
        }
        let plain = try draw("MARK")
        for text in EveryScalar.texts() {
            let expected = plain.replacing(bytesOf: "MARK", with: escapeHTML(text))
            #expect(try draw(text).hasSameBytes(as: expected))
        }
        #expect(plain == "[MARK]<i title=\"MARK\">[MARK]</i>[MARK][MARK]\n[MARK]\n<p>[MARK]</p>\n[MARK]\n[MARK]\n")
    }

    @Test("a field of a form stays the same elements, whatever its label, hint, error and values are")
    func fields() throws {
        let templates = try demoServer().templates
        let visitor = TongbanContext(logger: Logger(label: "test"), address: "")
        func draw(_ text: String) throws -> String {
            let fields: [FieldView] = [
                .text("a", text, hint: text, value: text).with {
                    ($0.error, $0.source, $0.unit, $0.placeholder) = (text, text, text, text)
                },
                .textarea("b", text, value: text).with { $0.when = "\(text)=\(text)" }, .checkbox("c", text), .hidden("d", text),
                .radio("e", text, options: [.init(text, text, hint: text)], value: text),
                .choice("f", text, options: [.init(text, text)]),
            ]
            return try templates.render("form/form", PageScope(FormView(text, submit: text, fields), visitor), .zh)
        }
        let plain = signs(of: try draw("MARK"))
        #expect(plain.count > 100)
        for text in joinedTexts { #expect(signs(of: try draw(text)) == plain) }
    }

    @Test("what fills a hole of the frame is escaped, and a hole's own mark in it opens nothing")
    func holes() throws {
        let frame = Frozen("<title>\(Frozen.hole("title"))</title>\(Frozen.hole("main"))")
        for text in EveryScalar.texts() + ["\u{E000}main\u{E001}"] {
            let escaped = escapeHTML(text)
            #expect(frame.filled(["title": escaped, "main": "M"]).hasSameBytes(as: "<title>\(escaped)</title>M"))
        }
        // A mark in the template's own text is no hole without its other half, and a combining mark hides none.
        #expect(Frozen("a\u{E000}b").filled([:]) == "a\u{E000}b")
        #expect(Frozen("\(Frozen.hole("x"))\u{301}").filled(["x": "1"]) == "1\u{301}")
    }

    @Test("titles, names and errors of a page are text")
    func frames() async throws {
        let browser = try demoServer().browser()
        _ = try await browser.get("/demo/apply")
        let attack = "\"\u{301}>\u{301}\u{600}<meta http-equiv=refresh content=0;//example.org>\u{301}"
        let page = try await browser.post("/demo/apply", ["shop": attack, "area": attack])
        #expect(page.status == 422 && page.text.contains(bytesOf: escapeHTML(attack)))
        #expect(!page.text.contains(bytesOf: "<meta http-equiv=refresh"))
    }

    @Test("a template that would escape otherwise, or that mustache would read otherwise than we, stops the start", arguments: [
        ("{{% CONTENT_TYPE:TEXT}}{{a}}", "delimiters or its escaping"), ("{{=<% %>=}}<%a%>", "delimiters or its escaping"),
        ("{{{a\u{301}}}}", "combining character"), ("{{{\u{600}{a}}", "combining character"), ("{{&a}}", "does not end in HTML"),
    ])
    func strangeTemplates(text: String, fault: String) throws {
        let root = try demoRoot(with: ["Templates/demo/part.mustache": text]), folders = ["Engines/Web", "Features/Demo"]
        let messages = try Messages(root, folders: folders)
        let found = #expect(throws: StartFault.self) { try Templates(root, folders: folders, messages: messages) }
        #expect(found?.description.contains(fault) == true)
    }

    /// All that join, in one text for each sign: these are the scalars for which `Character` errs.
    private var joinedTexts: [String] {
        EveryScalar.markup.unicodeScalars.map { sign in
            String(String.UnicodeScalarView(EveryScalar.joining.flatMap { [$0, sign, $0] }))
        }
    }

    /// What a browser makes structure of, in order.
    private func signs(of html: String) -> [UInt8] { html.utf8.filter { $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 } }

    /// Whether the HTML shows that text and nothing but it.
    private func isText(_ html: String, of text: String) -> Bool {
        guard !html.utf8.contains(where: { $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 }) else { return false }
        let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        return pairs.reduce(html) { $0.replacing(bytesOf: $1.0, with: $1.1) }.hasSameBytes(as: text)
    }
}
