import Forms
import Foundation
import Synchronization
import Testing

/// The public JSON-Schema-Test-Suite, as far as it lies beside the package; what else the standard says stands in tables of our own.
@Suite("The public suite of JSON Schema") struct SuiteTests {
    static let folder = packageRoot.appending(path: "../shared/suites/json-schema-2020-12").standardized
    static let isThere = FileManager.default.fileExists(atPath: folder.path())

    @Test("every case of it comes out as the suite says",
          .enabled(if: isThere, "skipped: the suite is not beside the package (../shared/suites/json-schema-2020-12)"))
    func whole() throws {
        var failures: [String] = []
        let count = try FormSuite.run(folder: Self.folder.path(), remotes: fixture("remotes").path()) { failures.append($0) }
        #expect(failures == [])
        #expect(count.failed == 0 && count.passed > 600, "\(count.text)")
    }
}

let packageRoot = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../..").standardized

func fixture(_ name: String) -> URL { packageRoot.appending(path: "Tests/FormsTests/Fixtures/\(name)") }
