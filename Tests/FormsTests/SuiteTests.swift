import Forms
import Foundation
import Kernel
import Testing

/// The public JSON-Schema-Test-Suite, as far as it lies beside the package, and tables of our own in its form for the rest of the
/// standard: `Fixtures/suite`.
@Suite("The suites of JSON Schema") struct SuiteTests {
    static let folder = packageRoot.appending(path: "../shared/suites/json-schema-2020-12").standardized
    static let isThere = FileManager.default.fileExists(atPath: folder.path())

    @Test("every case of the public suite comes out as it says",
          .enabled(if: isThere, "skipped: the suite is not beside the package (../shared/suites/json-schema-2020-12)"))
    func published() throws {
        let (count, failures) = try run(Self.folder)
        #expect(failures == [])
        #expect(count.passed > 600)
    }

    @Test("every case of our own comes out as it says")
    func own() throws {
        let (count, failures) = try run(fixture("suite"))
        #expect(failures == [])
        #expect(count.passed > 900)
    }

    @Test("a wrong case is reported in a line: file, case, expected, got")
    func report() throws {
        let (count, failures) = try run(fixture("wrong.json"))
        #expect(count.text == "1 passed, 3 failed")
        #expect(failures == [
            "wrong.json: texts / a number: expected valid, got invalid", "wrong.json: texts / a text: expected invalid, got valid",
            "wrong.json: nowhere / any: expected valid, got schema.reference at the root (reference: nowhere.json)",
        ])
    }

    @Test("a file that is no suite has failed, and a folder without files is refused")
    func unreadable() throws {
        #expect(try run(fixture("remotes/draft2020-12/tree.json")).count.failed == 1)
        #expect(throws: Problem("form.suite.missing", .notFound)) { try run(fixture("no-such-folder")) }
    }

    private func run(_ url: URL) throws -> (count: FormSuite.Count, failures: [String]) {
        var failures: [String] = []
        let count = try FormSuite.run(folder: url.path(), remotes: fixture("remotes").path()) { failures.append($0) }
        return (count, failures)
    }
}

let packageRoot = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../..").standardized

func fixture(_ name: String) -> URL { packageRoot.appending(path: "Tests/FormsTests/Fixtures/\(name)") }
