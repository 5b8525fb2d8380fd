import Foundation
import Kernel
import Testing
@testable import Web

@Suite("Messages and templates") struct MessageTests {
    @Test("placeholders are filled, once")
    func fills() throws {
        let messages = try Messages(root(["Sources/A/Messages/zh.json": #"{"a": "最多 {{limit}} 个，{{ name }}，{{none}}"}"#,
                                          "Sources/A/Messages/en.json": #"{"a": "{{limit}} {{name}} {{none}}"}"#]), folders: ["A"])
        #expect(messages.text("a", .zh, ["limit": "3", "name": "{{limit}}"]) == "最多 3 个，{{limit}}，{{none}}")
        #expect(messages.text("unknown.key", .en) == "unknown.key")
    }

    @Test("catalogues that disagree stop the start", arguments: [
        (#"{"a": "甲", "b": "乙"}"#, #"{"a": "A"}"#, "message b: missing in en"),
        (#"{"a": "甲 {{x}}"}"#, #"{"a": "A {{y}}"}"#, "message a: the languages have different placeholders"),
        (#"{"a": 1}"#, #"{"a": "A"}"#, "Sources/A/Messages/zh.json: not a flat JSON object of texts"),
    ])
    func differences(zh: String, en: String, fault: String) throws {
        let root = try root(["Sources/A/Messages/zh.json": zh, "Sources/A/Messages/en.json": en])
        let error = #expect(throws: StartFault.self) { try Messages(root, folders: ["A"]) }
        #expect(error?.faults.contains(fault) == true)
    }

    @Test("a template with a fault stops the start, and the fault says where", arguments: [
        ("{{#a}}", "template a/b: "), ("{{t:no.such}}", "template a/b: no message no.such"),
        ("{{{body}}}", "template a/b: {{{body}}} prints without escaping, but its name does not end in HTML"),
        ("{{&body}}", "template a/b: {{{body}}}"), ("{{>no/such}}", "template a/b: no partial no/such"),
        ("{{a:no.css}}", "template a/b: no asset no.css"),
    ])
    func faults(text: String, fault: String) throws {
        let root = try root(["Sources/A/Templates/a/b.mustache": text])
        let assets = try AssetStore(root, folders: [], digest: toyDigest)
        let error = #expect(throws: StartFault.self) {
            try Templates(root, folders: ["A"], messages: try Messages(root, folders: []), assets: assets)
        }
        #expect(error?.faults.contains { $0.hasPrefix(fault) } == true)
    }

    @Test("a message's markup is text, and its placeholders are the view model's")
    func messageInTemplate() throws {
        let root = try root(["Sources/A/Messages/zh.json": #"{"a": "<b>{{name}}</b> & 好"}"#, "Sources/A/Templates/x.mustache": "{{t:a}}",
                             "Sources/A/Messages/en.json": #"{"a": "{{name}}"}"#])
        let templates = try Templates(root, folders: ["A"], messages: Messages(root, folders: ["A"]))
        #expect(try templates.render("x", ["name": "<i>"], .zh) == "&lt;b&gt;&lt;i&gt;&lt;/b&gt; &amp; 好\n")
        #expect(throws: StartFault.self) { try templates.render("y", [String: String](), .zh) }
    }

    @Test("a textarea's value keeps its lines whatever stands around the partial")
    func textarea() throws {
        let templates = try demoServer().templates
        let field = FieldView.textarea("a", "A", value: "一\n  二\n")
        let text = try templates.render("form/field", field, .zh)
        #expect(text.contains(">\n一\n  二\n</textarea>"))
    }

    @Test("resources are asked for where they should be")
    func missingRoot() {
        #expect(throws: StartFault.self) { try ResourceRoot("/nowhere") }
        #expect(throws: StartFault.self) { try ResourceRoot.locate(explicit: "/nowhere") }
    }
}

/// A root with these files, in the temporary directory; it is a few bytes and stays there.
private func root(_ files: [String: String]) throws -> ResourceRoot {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appending(path: "web-\(UUID().uuidString)")
    for (path, text) in files.merging(["Sources/Engines/Web/Templates/none.txt": ""], uniquingKeysWith: { old, _ in old }) {
        let file = root.appending(path: path)
        try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
    return try ResourceRoot(root.path)
}
