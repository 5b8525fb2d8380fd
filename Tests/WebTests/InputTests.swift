import HTTPTypes
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

    @Test("what can't be seen is taken out of what was sent, what can't be read is said beside its field", arguments: [
        ("a\u{0}b", true), ("a\r\nb", true), ("a\u{1B}[2J", true), ("李\u{E863}", false), ("李\u{FFFD}", false), ("𠮷\u{32000}", true),
    ])
    func control(text: String, isValid: Bool) {
        var form = FormInput(urlEncoded: Array("t=\(percentEncoded(text))".utf8))
        let read = form.text("t")
        #expect(read.unicodeScalars.allSatisfy { $0.value >= 32 })
        #expect(form.isValid == isValid)
        #expect(isValid || form.problems == [FieldProblem("t", "field.unreadable", [
            "place": "2", "code": text.unicodeScalars.last == "\u{FFFD}" ? "U+FFFD" : "U+E863",
        ])])
    }

    @Test("passwords and receipts stay as they were sent, to the byte", arguments: ["password", "again", "present", "current", "receipt"])
    func exact(field: String) {
        let typed = "\u{301}e\u{301}\u{200B}\u{E863}\r\n "
        let form = FormInput(urlEncoded: Array("\(field)=\(percentEncoded(typed))".utf8))
        #expect(form.all(field).first?.hasSameBytes(as: typed) == true && form.isValid)
    }

    @Test("texts in the body of a program come through the same edge")
    func programs() async throws {
        let browser = try demoServer().browser(), headers: HTTPFields = [.authorization: "Bearer citizen"]
        let sent = Array(#"{"name": "e\u0301\u200b李\u0000", "note": "甲\r\n乙"}"#.utf8)
        let answer = try await browser.send(.post, "/api/v1/say", headers: headers, body: sent)
        #expect(answer.text == #"{"name":"é李","note":"甲\n乙"}"#)
        let refused = try await browser.send(.post, "/api/v1/say", headers: headers, body: Array(#"{"name": "李\ue863"}"#.utf8))
        #expect(refused.status == 422 && refused.text.contains("field.unreadable") && refused.text.contains("U+E863"))
    }
}
