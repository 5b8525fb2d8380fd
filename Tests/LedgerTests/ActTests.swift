import Kernel
import Signing
import Testing
@testable import Ledger

@Suite("Acts and their canonical form")
struct ActTests {
    @Test("the canonical form is one line of JSON with sorted names")
    func form() throws {
        let id = try #require(ID<Act>("01K5QF3V5S7ZJ9X8W6T4R2P0NM"))
        let clerk = Actor(kind: .staff, id: "42", name: "王芳", capacity: "window")
        let act = Act(id, "licence.issued", of: Subject("licence", "L1"), related: Subject("case", "C1"), by: clerk,
                      at: Timestamp(milliseconds: 17), facts: ["b": "2", "a": "\"1\"\n"])
        let expected = [
            #"{"actor":{"capacity":"window","id":"42","kind":"staff","name":"王芳"},"at":17,"facts":{"a":"\"1\"\n","b":"2"},"#,
            #""id":"01K5QF3V5S7ZJ9X8W6T4R2P0NM","kind":"licence.issued","related":{"id":"C1","kind":"case"},"#,
            #""subject":{"id":"L1","kind":"licence"}}"#,
        ]
        #expect(String(decoding: act.canonical, as: UTF8.self) == expected.joined())
    }

    /// Whoever shows an instant must be able to: a receipt comes from anybody.
    @Test("an act outside the calendar is none", arguments: [Int64.max, .min, 253_402_300_799_999, -62_135_596_800_000])
    func calendar(at: Int64) throws {
        let text = String(decoding: act("x", of: Subject("case", "1")).canonical, as: UTF8.self)
        let moved = text.replacing(#/"at":-?[0-9]+/#, with: "\"at\":\(at)")
        #expect(moved != text && Act(canonical: text) != nil && Act(canonical: moved) == nil)
    }

    @Test("every text comes back from the canonical form", arguments: [
        "", "plain", "引号\"和\\斜杠/", "\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}", "𠮷🀄️ e\u{301} é", "\u{FEFF}\u{2028}\u{FFFD}",
    ])
    func roundTrip(_ text: String) throws {
        let original = act(text, of: Subject(text, text), related: Subject(text, text), facts: [text: text, "x" + text: ""])
        #expect(try ActRow(original).act() == original)
        let read = try #require(Act(canonical: String(decoding: original.canonical, as: UTF8.self)))
        #expect(read == original)
        #expect(read.canonical == original.canonical)
    }

    @Test("names are sorted by UTF-16 units (RFC 8785 §3.2.3)")
    func sorting() {
        var json = CanonicalJSON()
        json.object(["€": "1", "\r": "2", "\u{FB33}": "3", "1": "4", "😀": "5", "\u{80}": "6", "ö": "7"])
        let fields = [(#"\r"#, 2), ("1", 4), ("\u{80}", 6), ("ö", 7), ("€", 1), ("😀", 5), ("\u{FB33}", 3)]
        #expect(json.text == "{" + fields.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}")
    }

    @Test("texts that no act would write are refused", arguments: [
        "", "{}", "null", "{\"a\":1}", "[]", "{\"at\":17}",
    ])
    func refused(_ text: String) { #expect(Act(canonical: text) == nil) }

    @Test("the same fields in another form are refused")
    func otherForm() {
        let text = String(decoding: act(facts: ["a": "b"]).canonical, as: UTF8.self)
        #expect(Act(canonical: text) != nil)
        #expect(Act(canonical: text + " ") == nil)
        #expect(Act(canonical: text.replacing("\"facts\":{", with: "\"facts\": {")) == nil)
        #expect(Act(canonical: text.replacing("\"facts\":", with: "\"extra\":\"\",\"facts\":")) == nil)
    }

    @Test("damaged objects are not read", arguments: [
        "", "{", "}", "{\"a\"}", "{\"a\":\"b\"", "{\"a\":\"b\"}x", "{\"a\":\"b\",}", "{\"a\":\"\\", "{\"a\":\"\\x\"}", "{\"a\":\"\\u00\"}",
        "{\"a\":\"\\u0041\"}", "{\"a\":\"b\",\"a\":\"c\"}", "{a:b}", "{\"a\":b}", "{ }",
    ])
    func damaged(_ text: String) { #expect(CanonicalObject.read(text) == nil) }

    @Test("acts that differ in any field have different leaves")
    func leaves() throws {
        let row = ActRow(act(facts: ["a": "1"]))
        let other = { (kind: String?, subject: Subject?, related: Subject?, actor: String?, at: Timestamp?, facts: String?) in
            ActRow(id: row.id, kind: kind ?? row.kind, subject: subject ?? row.subject, related: related,
                   actor: actor ?? row.actor, at: at ?? row.at, facts: facts ?? row.facts)
        }
        let others = [
            other("x", nil, nil, nil, nil, nil), other(nil, Subject("case", "B"), nil, nil, nil, nil),
            other(nil, Subject("x", "A"), nil, nil, nil, nil), other(nil, nil, row.subject, nil, nil, nil),
            other(nil, nil, nil, "{}", nil, nil),
            other(nil, nil, nil, nil, row.at + .seconds(1), nil), other(nil, nil, nil, nil, nil, "{}"),
        ]
        #expect(Set(([row] + others).map(\.leaf)).count == others.count + 1)
    }

    @Test("a command without an act is refused")
    func noAct() { #expect(throws: Problem("ledger.no_act", .fault)) { try Acted("value", []) } }
}
