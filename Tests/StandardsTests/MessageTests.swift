import Foundation
import Standards
import Testing

@Suite("Messages of the standards")
struct MessageTests {
    @Test("both languages have the same messages with the same places to fill")
    func same() throws {
        let (zh, en) = try (messages("zh"), messages("en"))
        #expect(zh.keys.sorted() == en.keys.sorted())
        for (key, text) in zh where !key.hasPrefix("deadline.holiday") && !key.hasPrefix("deadline.make_up") {
            #expect(places(text) == places(en[key] ?? ""), "\(key)")
        }
    }

    @Test("every code that the sources throw or tell has a message")
    func complete() throws {
        let known = try Set(messages("zh").keys)
        for source in try sources() {
            for match in source.matches(of: #/(?:StandardError\(|as: |(?=")(?="(?:deadline|light)\.))"([a-z_]+(?:\.[a-z_]+)+)"/#) {
                #expect(known.contains(String(match.1)), "\(match.1)")
            }
            for match in source.matches(of: #/normalised\("([a-z_.]+)"/#) {
                #expect(known.isSuperset(of: ["\(match.1).length", "\(match.1).character"]), "\(match.1)")
            }
        }
    }

    private func messages(_ language: String) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Files.data("Sources/Standards/Messages/\(language).json"))
    }

    private func sources() throws -> [String] {
        let folders = ["Codes", "Tables", "Time", "Supervision"]
        return try folders.flatMap { folder in
            let url = Files.url("Sources/Standards/\(folder)")
            let files = try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
            return try files.map { try String(contentsOf: $0, encoding: .utf8) }
        }
    }

    private func places(_ text: String) -> Set<String> { Set(text.matches(of: #/\{\{(\w+)\}\}/#).map { String($0.1) }) }
}
