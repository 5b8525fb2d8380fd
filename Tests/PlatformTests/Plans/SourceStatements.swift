import Foundation

/// A statement as it stands in the sources: where, and what a text that it gives must look like.
struct SourceStatement: Sendable, CustomStringConvertible {
    let place: String
    let pattern: String

    var description: String { "\(place): \(pattern)" }

    func gave(_ statement: String) -> Bool { (try? Regex(pattern).firstMatch(in: statement.flattened)) != nil }

    /// Every SELECT, UPDATE and DELETE that these folders below `Sources` hold.
    static func all(in folders: [String], root: String) -> [SourceStatement] {
        folders.flatMap { folder -> [SourceStatement] in
            let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/Sources/\(folder)")) ?? []
            return names.filter { $0.hasSuffix(".swift") }.sorted().flatMap { name -> [SourceStatement] in
                let text = (try? String(contentsOfFile: "\(root)/Sources/\(folder)/\(name)", encoding: .utf8)) ?? ""
                return literals(in: text).compactMap { SourceStatement(place: "\(folder)/\(name)", literal: $0) }
            }
        }
    }

    /// `nil` for texts that are no such statement. What is put in may be anything.
    private init?(place: String, literal parts: [String]) {
        guard let first = parts.first?.flattened, first.firstMatch(of: #/^(SELECT|UPDATE|DELETE|WITH)\b/#) != nil else { return nil }
        let pieces = parts.map { $0.flattened.replacing(#/[\\^$.|?*+()\[\]{}]/#) { "\\" + $0.output } }
        (self.place, pattern) = (place, "^" + pieces.joined(separator: " ?.* ?"))
    }

    /// The string literals of a Swift file, each cut where something is put in.
    private static func literals(in text: String) -> [[String]] {
        var found: [[String]] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "\"") {
            rest = rest[start...]
            let mark = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
            rest = rest.dropFirst(mark.count)
            found.append(literal(&rest, until: mark))
        }
        return found
    }

    private static func literal(_ rest: inout Substring, until mark: String) -> [String] {
        var parts = [""]
        while !rest.isEmpty, !rest.hasPrefix(mark) {
            if rest.hasPrefix("\\(") {
                rest = rest.dropFirst(2)
                skipInterpolation(&rest)
                parts.append("")
            } else if rest.hasPrefix("\\") {
                // A line that goes on, or a character that is escaped: neither matters to the words of a statement.
                rest = rest.dropFirst(2)
                parts[parts.count - 1] += " "
            } else {
                parts[parts.count - 1].append(rest.removeFirst())
            }
        }
        rest = rest.dropFirst(mark.count)
        return parts
    }

    private static func skipInterpolation(_ rest: inout Substring) {
        var depth = 1
        while depth > 0, let next = rest.first {
            if next == "\"" {
                rest = rest.dropFirst()
                _ = literal(&rest, until: "\"")
                continue
            }
            depth += next == "(" ? 1 : next == ")" ? -1 : 0
            rest = rest.dropFirst()
        }
    }
}

extension String {
    /// One line, one blank between words.
    var flattened: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
