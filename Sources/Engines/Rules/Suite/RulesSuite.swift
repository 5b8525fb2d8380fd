import Foundation
import Kernel
import XML

/// Runs folders in the form of the DMN TCK (the standard's public conformance suite): models beside files of test cases.
public struct RulesSuite: Sendable {
    public private(set) var passed = 0
    public private(set) var failed = 0

    /// Runs every folder below this one, in order.
    ///
    /// `report` is handed a line for each case that failed, with the file, the case, what was expected and what came. A file that can't be
    /// read fails as one case; nothing ends the run. `now` is what `now()` answers.
    public static func run(folder: String, now: CivilDateTime?, report: (String) -> Void) -> RulesSuite {
        var suite = RulesSuite()
        for file in files(below: folder) where file.hasSuffix(".xml") { suite.run(file, now, report) }
        return suite
    }

    /// `12 passed, 1 failed`
    public var summary: String { "\(passed) passed, \(failed) failed" }

    private static func files(below folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.sorted().map { "\(folder)/\($0)" }
    }

    private mutating func run(_ file: String, _ now: CivilDateTime?, _ report: (String) -> Void) {
        let folder = (file as NSString).deletingLastPathComponent, name = (file as NSString).lastPathComponent
        do {
            let cases = try SuiteFile(reading: Self.bytes(file))
            let models = Self.files(below: folder).filter { $0.hasSuffix(".dmn") }
            let named = models.first { $0.hasSuffix("/\(cases.model)") }
            guard let main = named ?? (models.count == 1 ? models.first : nil) else {
                throw Problem("rules.suite.model", .notFound, ["name": cases.model])
            }
            let others = try models.filter { $0 != main }.map(Self.bytes)
            let model = try DecisionModel(reading: Self.bytes(main), imports: others)
            for test in cases.tests {
                for result in test.results { run(test, result, of: model, in: name, now, report) }
            }
        } catch {
            failed += 1
            report("\(name): \(error)")
        }
    }

    private mutating func run(
        _ test: SuiteFile.Test, _ result: SuiteFile.Result, of model: DecisionModel, in file: String, _ now: CivilDateTime?,
        _ report: (String) -> Void
    ) {
        let (value, warnings) = test.outcome(of: result, model, now)
        if SuiteFile.agree(result.expected, value) { return passed += 1 }
        failed += 1
        let reasons = warnings.map { "; \($0.code) \($0.arguments.values.sorted().joined(separator: ", "))" }
        report("\(file) \(test.id) \(result.name): expected \(result.expected), got \(value)\(reasons.joined())")
    }

    private static func bytes(_ file: String) throws(Problem) -> [UInt8] {
        if let data = FileManager.default.contents(atPath: file) { return Array(data) }
        throw Problem("rules.suite.unreadable", .notFound, ["name": file])
    }
}
