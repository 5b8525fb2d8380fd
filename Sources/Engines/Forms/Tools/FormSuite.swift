#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// Runs files in the form of the public JSON-Schema-Test-Suite: groups of a schema and of values that are valid by it or not.
public enum FormSuite {
    public struct Count: Sendable, Hashable {
        public internal(set) var passed = 0, failed = 0

        /// `1290 passed, 0 failed`
        public var text: String { "\(passed) passed, \(failed) failed" }
    }

    /// Whether `format` is asserted in a file. The suite keeps tests of asserted formats, each under its format's name, below
    /// `optional/`, and says elsewhere that a format is an annotation.
    public enum Formats: Sendable { case bySuite, asserted, annotated }

    /// Runs a file, or all `.json` files of a folder and of those within it. Every case that fails is reported in a line: file, case,
    /// what was expected, what came of it. What makes the engine throw has failed.
    /// - Parameter remotes: the folder whose files stand for `http://localhost:1234/`; by itself, the folder `remotes` of the suite.
    /// Throws ``Problem`` `form.suite.missing` when there is nothing to run.
    public static func run(
        folder: String, remotes: String? = nil, formats: Formats = .bySuite, report: (String) -> Void
    ) throws -> Count {
        let root = URL(filePath: folder).standardizedFileURL
        let files = files(below: root)
        guard !files.isEmpty else { throw Problem("form.suite.missing", .notFound, ["folder": folder]) }
        let documents = SuiteRemotes(folder: remotes.map { URL(filePath: $0) } ?? SuiteRemotes.beside(root)).documents
        return files.reduce(into: Count()) { count, file in
            let options = SchemaOptions(assertsFormats: asserts(formats, in: file.path()))
            let name = file.path().hasPrefix(root.path()) && file != root
                ? String(file.path().dropFirst(root.path().count)).trimmingPrefix("/") : Substring(file.lastPathComponent)
            SuiteFile(name: String(name), documents: documents, options: options).run(file, &count, report)
        }
    }

    private static func files(below root: URL) -> [URL] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: root.path(), isDirectory: &isFolder) else { return [] }
        guard isFolder else { return [root] }
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path())) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted().map { root.appending(path: $0) }
    }

    private static func asserts(_ formats: Formats, in path: String) -> Bool {
        let steps = path.split(separator: "/")
        let name = steps.last?.split(separator: ".").first.map(String.init) ?? ""
        return switch formats {
        case .asserted: true
        case .annotated: false
        case .bySuite: steps.contains("optional") || steps.dropLast().last == "format" || Format.names.contains(name) || name == "ecmascript-regex"
        }
    }
}

/// The documents that the suite's schemas refer to.
private struct SuiteRemotes {
    static let address = "http://localhost:1234/"
    let folder: URL?

    var documents: SchemaDocuments {
        guard let folder else { return .none }
        return SchemaDocuments { address in
            guard address.hasPrefix(Self.address) else { return nil }
            let path = address.dropFirst(Self.address.count)
            guard !path.split(separator: "/").contains("..") else { return nil }
            return (try? Data(contentsOf: folder.appending(path: String(path)))).flatMap { try? JSON(parsing: $0, limits: .suite) }
        }
    }

    /// The folder `remotes` in one of the folders above.
    static func beside(_ root: URL) -> URL? {
        var folder = root
        for _ in 0..<5 {
            let remotes = folder.appending(path: "remotes")
            var isFolder = false
            if FileManager.default.fileExists(atPath: remotes.path(), isDirectory: &isFolder), isFolder { return remotes }
            folder = folder.deletingLastPathComponent()
        }
        return nil
    }
}

private struct SuiteFile {
    let name: String
    let documents: SchemaDocuments
    let options: SchemaOptions

    func run(_ file: URL, _ count: inout FormSuite.Count, _ report: (String) -> Void) {
        guard let groups = (try? Data(contentsOf: file)).flatMap({ try? JSON(parsing: $0, limits: .suite) })?.array else {
            count.failed += 1
            return report("\(name): expected a list of groups, got something else")
        }
        for group in groups { run(group.object ?? [:], &count, report) }
    }

    private func run(_ group: [String: JSON], _ count: inout FormSuite.Count, _ report: (String) -> Void) {
        let compiled = Result { () throws(SchemaFault) in try Schema(group["schema"] ?? .null, documents: documents, options: options) }
        for test in (group["tests"]?.array ?? []).compactMap(\.object) {
            let title = "\(group["description"]?.text ?? "") / \(test["description"]?.text ?? "")"
            let expected = test["valid"]?.bool ?? false ? "valid" : "invalid"
            let got = result(compiled, test["data"] ?? .null)
            if got == expected { count.passed += 1 } else { count.failed += 1 }
            if got != expected { report("\(name): \(title): expected \(expected), got \(got)") }
        }
    }

    /// The fast answer and the full one, which must agree.
    private func result(_ compiled: Result<Schema, SchemaFault>, _ instance: JSON) -> String {
        switch compiled {
        case .failure(let fault): return fault.description
        case .success(let schema):
            let isValid = schema.isValid(instance)
            guard schema.errors(in: instance).isEmpty == isValid else { return "two answers" }
            return isValid ? "valid" : "invalid"
        }
    }
}

extension JSONLimits {
    /// The suite's files are data of others: a name that stands twice is theirs to answer for.
    fileprivate static let suite: JSONLimits = {
        var limits = JSONLimits()
        limits.allowsRepeatedNames = true
        return limits
    }()
}
