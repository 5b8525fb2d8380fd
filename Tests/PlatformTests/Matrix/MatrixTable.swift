import Foundation
import TestKit

/// What everybody is answered, route by route: `Fixtures/matrix.txt`, which explains itself.
struct MatrixTable {
    struct Row {
        let method: String, path: String
        /// What is answered to each role, by its name.
        var cells: [String: String]
        /// What fills the path and the form; `state`, `file` and `as` say how it is asked.
        let filling: [String: String]

        var route: String { "\(method) \(path)" }
    }

    let roles: [String]
    let rows: [Row]

    static var file: String { "\(TestCity.root)/Tests/PlatformTests/Fixtures/matrix.txt" }

    init(_ text: String) throws {
        let lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        let words = lines.map { $0.split(separator: " ").map(String.init) }
        let roles = Array((words.first ?? []).dropFirst(2))
        (self.roles, rows) = (roles, words.dropFirst().map { row in
            let rest = row.dropFirst(2), cells = rest.filter { !$0.contains("=") }
            let pairs = rest.filter { $0.contains("=") }.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            return Row(method: row[0], path: row[1], cells: Dictionary(zip(roles, cells)) { first, _ in first },
                       filling: Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }) { first, _ in first })
        })
    }

    /// The same with what was found, its comments kept and its columns straight: to be read, and then to be put in its place.
    static func redrawn(_ text: String, _ found: [[String: String]]) throws -> String {
        let table = try MatrixTable(text), path = (table.rows.map(\.path.utf8.count).max() ?? 0) + 2
        let widths = table.roles.map { role in max(role.utf8.count, found.map { $0[role]?.utf8.count ?? 0 }.max() ?? 0) + 1 }
        let padded = { (word: String, width: Int) in word + String(repeating: " ", count: max(1, width - word.utf8.count)) }
        var place = -1
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("#") || line.isEmpty { return String(line) }
            defer { place += 1 }
            let row = place < 0 ? nil : table.rows[place]
            let head = padded(row?.method ?? "METHOD", 7) + padded(row?.path ?? "PATH", path)
            let cells = zip(table.roles, widths).map { role, width in padded(row == nil ? role : found[place][role] ?? "?", width) }
            let filling = (row?.filling ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            return (head + cells.joined() + filling).trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}
