import Foundation
import Testing

/// `docs/run/security.md` answers each requirement of ASVS 5.0.0 of the first two levels, and says nothing that isn't there.
@Suite("The answers to ASVS") struct SecurityTests {
    static let chapters = House.files(in: "docs/run/security", endings: [".md"])
    static let answers = chapters.flatMap(Answer.all)

    @Test("every requirement of levels 1 and 2 is answered once, with its level")
    func complete() {
        let found = Dictionary(grouping: Self.answers, by: \.id)
        #expect(Requirements.answered.count == 253)
        #expect(Set(Requirements.answered.keys).subtracting(found.keys).sorted() == [], "not answered")
        #expect(Set(found.keys).subtracting(Requirements.answered.keys).sorted() == [], "asked by nobody")
        for (id, answers) in found {
            #expect(answers.map(\.level) == [Requirements.answered[id] ?? ""], "\(id) has one level and stands once")
        }
    }

    @Test("an answer is a test, a setting, a reason why it isn't applicable, or says that it isn't met yet", arguments: answers)
    func kinds(_ answer: Answer) {
        #expect(answer.kind != nil, "\(answer.text)")
        #expect(!answer.question.isEmpty && answer.reason.count > 5)
        #expect(answer.kind != .test || !answer.tests.isEmpty, "it names no test")
    }

    @Test("a test that an answer names is there", arguments: answers)
    func tests(_ answer: Answer) {
        for name in answer.tests { #expect(Self.isThere(name), "\(answer.id) names \(name)") }
    }

    @Test("the table of chapters leads to each, and counts its answers")
    func counts() throws {
        let overview = try #require(TextFile("docs/run/security.md"))
        for chapter in Self.chapters {
            let answers = Answer.all(chapter)
            guard !answers.isEmpty else { continue }
            let counts = Answer.Kind.allCases.map { kind in " \(answers.count { $0.kind == kind }) |" }.joined()
            let line = overview.lines.first { $0.contains("(security/\(chapter.name))") }
            #expect(line?.hasSuffix("|\(counts)") == true, "\(chapter.name):\(counts)")
        }
    }

    @Test("every link leads to a file that is there, and to a heading in it")
    func links() throws {
        let overview = try #require(TextFile("docs/run/security.md"))
        for file in Self.chapters + [overview] {
            for link in file.text.matches(of: /\]\(([^)#:]*)(?:#([^)]+))?\)/) {
                let target = link.1.isEmpty ? file : TextFile(file.folder.joined(to: String(link.1)))
                #expect(target != nil, "\(file): \(link.0)")
                if let heading = link.2 { #expect(target?.anchors.contains(String(heading)) == true, "\(file): \(link.0)") }
            }
        }
    }

    @Test("every Swift package is named by its release, and stands in the list of libraries; so does every library of the system")
    func libraries() throws {
        let list = try #require(TextFile("docs/run/security/rules.md")).text
        let package = try #require(TextFile("Package.swift")).text
        let urls = package.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)", (\w+):/)
        #expect(urls.count > 10)
        for url in urls {
            #expect(url.2 == "exact", "\(url.1)")
            #expect(list.contains("`\(url.1)`"), "\(url.1)")
        }
        let system = package.matches(of: /system\("C(\w+)", pkgConfig: [^,]+, apt: "([^"]+)"/)
        #expect(system.count > 5)
        for library in system { #expect(list.contains("`\(library.2)`"), "\(library.2)") }
    }

    /// `WebTests.DoorTests/csrf` is a suite and a function in `Tests/WebTests`; `Browser.test_pages/test_links` a module and a function.
    private static func isThere(_ name: String) -> Bool {
        let parts = name.split { "./".contains($0) }.map(String.init)
        guard parts.count == 3 else { return false }
        return (sources[parts[0]] ?? []).contains { file in
            file.name == "\(parts[1]).py" ? file.text.contains("def \(parts[2])(")
                : file.types.contains(parts[1]) && file.text.contains("func \(parts[2])(")
        }
    }

    private static let sources = Dictionary(grouping: House.files(in: "Tests", endings: [".swift", ".py"]), by: \.room)
}

/// A row of a chapter: `| 1.2.3 | 1 | what is asked | **Test.** why, and by which |`.
struct Answer: Sendable, CustomTestStringConvertible {
    enum Kind: String, CaseIterable {
        case test = "Test", setting = "Setting", notApplicable = "Not applicable", notMet = "Not met yet"
    }

    let id: String, level: String, question: String, text: String
    var testDescription: String { id }

    static func all(_ chapter: TextFile) -> [Answer] {
        chapter.lines.compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, cells[0].wholeMatch(of: /\d+\.\d+\.\d+/) != nil else { return nil }
            return Answer(id: cells[0], level: cells[1], question: cells[2], text: cells[3])
        }
    }

    var kind: Kind? { text.prefixMatch(of: #/\*\*([\w ]+)\.\*\* /#).flatMap { Kind(rawValue: String($0.1)) } }
    var reason: Substring { text.drop { $0 != " " } }
    /// The tests that it names, wherever it does: a setting may have a test as well.
    var tests: [String] { text.matches(of: /`(\w+\.\w+\/\w+)`/).map { String($0.1) } }
}

extension TextFile {
    fileprivate var folder: [String] { path.split(separator: "/").dropLast().map(String.init) }

    /// The types that a Swift file declares or extends.
    fileprivate var types: Set<String> {
        Set(text.matches(of: /\b(?:struct|class|enum|extension|actor) (\w+)/).map { String($0.1) })
    }

    /// The headings of a Markdown file, as links name them.
    fileprivate var anchors: Set<String> {
        Set(lines.filter { $0.hasPrefix("#") }.map { line in
            let words = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
            return String(words.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }).replacing(" ", with: "-")
        })
    }
}

extension [String] {
    /// A relative path from this folder: `../files.md`.
    fileprivate func joined(to path: String) -> String {
        path.split(separator: "/").reduce(self) { $1 == ".." ? $0.dropLast() : $0 + [String($1)] }.joined(separator: "/")
    }
}
