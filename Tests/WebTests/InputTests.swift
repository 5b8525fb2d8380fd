import Kernel
import Testing
@testable import Web

@Suite("Form inputs") struct InputTests {
    @Test("a form shows every mistake at once, in the order of its fields")
    func collects() throws {
        var form = FormInput(["name": ["  "], "area": ["八十六"], "date": ["2026-02-30"], "kind": ["other"], "long": ["四个字啊"]])
        _ = form.text("name")
        _ = form.integer("area")
        _ = form.date("date")
        _ = form.choice("kind", of: ["a", "b"])
        _ = form.text("long", limit: 3)
        _ = form.flag("promise", required: true)
        _ = form.choices("many", of: ["x"])
        #expect(form.problems.map(\.code) == [
            "field.required", "field.integer", "field.date", "field.choice", "field.too_long", "field.tick", "field.choose",
        ])
        #expect(throws: Problem.fields(form.problems)) { try form.check() }
    }

    @Test("numbers are read as people type them", arguments: [
        ("86", 86.0), ("８６．５", 86.5), ("1,286", 1286), ("１，２８６", 1286), ("-3", nil),
        ("1e400", nil), ("nan", nil), ("0x10", nil), ("12 3", nil), ("八", nil),
    ] as [(String, Double?)])
    func numbers(text: String, value: Double?) {
        var form = FormInput(["n": [text]])
        #expect(form.number("n", in: 0...1_000_000) == value)
        #expect(form.isValid == (value != nil))
    }

    @Test("what need not be there may be missing, but must be right when it is there")
    func optional() {
        var form = FormInput(["bad": ["x"]])
        #expect(form.integer("absent", required: false) == nil && form.text("none", required: false) == "" && form.isValid)
        #expect(form.integer("bad", required: false) == nil && !form.isValid)
    }

    @Test("a url-encoded form is decoded as browsers encode it", arguments: [
        ("a=1&b=2", ["a": ["1"], "b": ["2"]]), ("a=%E5%8A%9E+%E4%BA%8B", ["a": ["办 事"]]), ("a=1&a=2", ["a": ["1", "2"]]),
        ("a", ["a": [""]]), ("=1&&a=%zz&b=%ff&c=%2", [:]), ("", [:]), ("a=b=c", ["a": ["b=c"]]),
    ] as [(String, [String: [String]])])
    func encoded(body: String, values: [String: [String]]) {
        let form = FormInput(urlEncoded: Array(body.utf8))
        #expect(form.names == values.keys.sorted())
        for (name, expected) in values { #expect(form.all(name) == expected) }
    }

    @Test("no more fields are read than a form can have")
    func bounded() {
        let body = (0..<5000).map { "f\($0)=1" }.joined(separator: "&")
        #expect(FormInput(urlEncoded: Array(body.utf8)).names.count == 1000)
    }

    @Test("control characters in a text are refused, line breaks are not", arguments: [
        ("a\u{0}b", false), ("a\r\nb", true), ("a\u{1B}[2J", false),
    ])
    func control(text: String, isValid: Bool) {
        var form = FormInput(["t": [text]])
        _ = form.text("t")
        #expect(form.isValid == isValid)
    }
}
