import Foundation

/// The package as it lies on disk: house rules are checked where the text is, so these tests depend on nothing.
enum House {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../..").standardized.path

    /// Every Swift file below these folders.
    static func swift(_ folders: String...) -> [TextFile] { folders.flatMap { files(in: $0, endings: [".swift"]) } }

    /// The text files below a folder that end so, by their paths from the root, sorted.
    static func files(in folder: String, endings: [String]) -> [TextFile] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
        return names.sorted()
            .filter { name in endings.contains { name.hasSuffix($0) } && !name.contains(".build/") }
            .compactMap { TextFile("\(folder)/\($0)") }
    }

    /// What is committed, as far as it is text.
    static let written: [TextFile] = ["Sources", "Tests", "Data", "docs", "scripts", "Benchmarks"].flatMap {
        files(in: $0, endings: [
            ".swift", ".json", ".mustache", ".css", ".js", ".mjs", ".ts", ".py", ".md", ".sql", ".h", ".sh", ".yml", "/setup", "/test",
        ])
    } + ["Package.swift", "Package.resolved", "Makefile", "README.md"].compactMap(TextFile.init)
}

/// A file by its path from the package's root.
struct TextFile: CustomStringConvertible {
    let path: String
    let text: String

    init?(_ path: String) {
        guard let bytes = FileManager.default.contents(atPath: "\(House.root)/\(path)") else { return nil }
        (self.path, text) = (path, String(decoding: bytes, as: UTF8.self))
    }

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var description: String { path }
    var name: String { String(path.split(separator: "/").last ?? "") }

    /// The target that the file belongs to: `Sources/Features/Cases/...` is of `Cases`.
    var room: String {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2 else { return "" }
        return ["Engines", "Features", "Faces", "CLibs"].contains(parts[1]) ? parts[2] : parts[1]
    }

    /// Lines with their numbers where a pattern is found: `path:12: the line`.
    func places(of pattern: Regex<some Any>) -> [String] {
        lines.enumerated()
            .filter { (try? pattern.firstMatch(in: $0.element)) != nil }
            .map { "\(path):\($0.offset + 1): \($0.element.trimmingCharacters(in: .whitespaces))" }
    }
}
