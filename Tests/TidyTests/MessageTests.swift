import Foundation
import Testing

/// Every text that people read stands in a catalogue, in both languages, once; and every key that is used has its text.
@Suite("Messages") struct MessageTests {
    static let catalogues: [Catalogue] = House.files(in: "Sources", endings: ["Messages/zh.json"]).map { file in
        Catalogue(zh: file, en: TextFile(file.path.replacing("zh.json", with: "en.json")))
    }

    @Test("both languages say the same keys with the same places to fill", arguments: catalogues)
    func languages(_ catalogue: Catalogue) throws {
        let zh = try catalogue.texts(catalogue.zh), en = try catalogue.texts(catalogue.en)
        #expect(Set(zh.keys).symmetricDifference(en.keys).sorted() == [])
        for (key, text) in zh { #expect(places(text) == places(en[key] ?? ""), "\(catalogue): \(key)") }
    }

    @Test("no key stands twice, and no text is empty", arguments: catalogues)
    func keys(_ catalogue: Catalogue) throws {
        for file in [catalogue.zh, catalogue.en].compactMap({ $0 }) {
            let texts = try catalogue.texts(file)
            let written = file.text.matches(of: /"[\w.\-]+"\s*:\s*"/).count
            #expect(written == texts.count, "\(file): a key stands twice")
            for (key, text) in texts { #expect(!text.trimmingCharacters(in: .whitespaces).isEmpty, "\(file): \(key)") }
        }
    }

    @Test("no key is claimed by two rooms")
    func owners() throws {
        var owners: [String: String] = [:]
        for catalogue in Self.catalogues {
            for key in try catalogue.texts(catalogue.zh).keys {
                #expect(owners.updateValue(catalogue.zh.path, forKey: key) == nil, "\(key): \(catalogue)")
            }
        }
    }

    @Test("every key that a template or a problem names has a text")
    func use() throws {
        let known = try Set(Self.catalogues.flatMap { try $0.texts($0.zh).keys })
        let inTemplates = House.files(in: "Sources", endings: [".mustache"]).flatMap { used($0, /\{\{\s*t:\s*([\w.\-]+)/) }
        // Keys that are joined from parts can't be seen here; the web engine names them when it draws the page.
        let inProblems = LayeringTests.sources.filter { $0.text.contains("Problem(") }.flatMap {
            used($0, /\bProblem\(\s*"([\w.]+)"/) + used($0, /FieldProblem\([^"\n]*(?:"[^"\n]*"),\s*"([\w.]+)"/)
        }
        #expect(inTemplates.count + inProblems.count > 100)
        let silent = (inTemplates + inProblems)
            .filter { !known.contains($0.key) && !known.contains("\($0.key).detail") }
            .map { "\($0.key) in \($0.file)" }
        #expect(silent == [])
    }

    private func used(_ file: TextFile, _ pattern: Regex<(Substring, Substring)>) -> [(key: String, file: String)] {
        file.text.matches(of: pattern).map { (String($0.1), file.path) }
    }

    private func places(_ text: String) -> Set<String> { Set(text.matches(of: /\{\{\s*(\w+)\s*\}\}/).map { String($0.1) }) }
}

struct Catalogue: Sendable, CustomTestStringConvertible {
    let zh: TextFile
    let en: TextFile?
    var testDescription: String { zh.room }

    func texts(_ file: TextFile?) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(#require(file).text.utf8))
    }
}
