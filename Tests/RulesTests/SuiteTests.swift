import Foundation
import Rules
import Testing

/// The public suite, as far as it is at hand.
@Suite("The DMN TCK") struct SuiteTests {
    static let folder = ProcessInfo.processInfo.environment["TONGBAN_SHARED"].map { "\($0)/suites/dmn" }

    @Test("every case passes but those that call Java", .enabled(if: folder != nil, "set TONGBAN_SHARED to the folder of the suites"))
    func suite() throws {
        let folder = try #require(Self.folder)
        var failures: [String] = []
        let suite = RulesSuite.run(folder: folder, now: Fixtures.now) { failures.append($0) }
        let faults = failures.filter { !$0.contains("0076-feel-external-java") }
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
        #expect(suite.passed > 900, "\(suite.summary)")
    }
}
