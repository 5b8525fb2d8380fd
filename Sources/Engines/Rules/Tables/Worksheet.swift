import Kernel
import XML
import Zip

/// The cells of a workbook's first sheet as texts (Office Open XML, ISO/IEC 29500-1, 18.3).
struct Worksheet {
    private var cells: [Int: [Int: String]] = [:]
    private(set) var width = 0

    static let size = (rows: 20_000, columns: 200)

    /// The numbers of the rows that hold something, counted from 1.
    var rows: [Int] { cells.keys.sorted() }

    /// The text of a cell, empty where nothing is.
    subscript(_ row: Int, _ column: Int) -> String { cells[row]?[column] ?? "" }

    init(workbook bytes: [UInt8], limits: Limits) throws(Problem) {
        let room = ZipLimits(container: limits.modelSize, entries: 1000, unpacked: 5 * limits.modelSize, ratio: 200)
        let parts = Parts(try ZipContainer.read(bytes, limits: room))
        let texts = try parts.sharedTexts()
        for row in try parts.firstSheet().child("sheetData")?.children("row") ?? [] {
            for cell in row.children("c") {
                let text = Self.text(cell, texts).trimmed
                guard !text.isEmpty, let (row, column) = Self.place(cell["r"] ?? "") else { continue }
                guard row <= Self.size.rows, column <= Self.size.columns else {
                    throw Problem("rules.xlsx", .tooLarge, ["row": String(row)])
                }
                cells[row, default: [:]][column] = text
                width = max(width, column)
            }
        }
    }

    /// `B3` is row 3, column 2.
    private static func place(_ reference: String) -> (row: Int, column: Int)? {
        let letters = reference.utf8.prefix { (65...90).contains($0) }
        guard (1...3).contains(letters.count), let row = Int(reference.dropFirst(letters.count)), row > 0 else { return nil }
        return (row, letters.reduce(0) { $0 * 26 + Int($1 - 64) })
    }

    private static func text(_ cell: XMLElement, _ shared: [String]) -> String {
        let value = cell.text(of: "v") ?? ""
        switch cell["t"] {
        case "s": return Int(value).flatMap { shared.indices.contains($0) ? shared[$0] : nil } ?? ""
        case "inlineStr": return cell.child("is").map(Parts.text) ?? ""
        case "b": return value == "1" ? "true" : "false"
        case "str": return value
        case "e": return ""
        // Numbers are kept in binary, with digits that nobody typed: the shortest that means the same is what was.
        default: return Double(value).map { Int(exactly: $0).map(String.init) ?? String($0) } ?? value
        }
    }

    /// The parts of the package that are needed.
    private struct Parts {
        private let files: [String: [UInt8]]

        init(_ files: [ZipFile]) { self.files = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first }) }

        private func xml(_ path: String) throws(Problem) -> XMLElement? {
            guard let bytes = files[path] else { return nil }
            return try XMLDocument(reading: bytes).root
        }

        func sharedTexts() throws(Problem) -> [String] { try xml("xl/sharedStrings.xml")?.children("si").map(Self.text) ?? [] }

        /// The plain text, or that of its runs; how it is pronounced is left out.
        static func text(_ item: XMLElement) -> String {
            (item.children("t") + item.children("r").flatMap { $0.children("t") }).map(\.text).joined()
        }

        func firstSheet() throws(Problem) -> XMLElement {
            let id = try xml("xl/workbook.xml")?.descendant("sheets", "sheet")?[Self.relations, "id"]
            let target = try xml("xl/_rels/workbook.xml.rels")?.children.first { $0["Id"] == id }?["Target"] ?? "worksheets/sheet1.xml"
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/\(target)"
            guard let sheet = try xml(path) else { throw Problem("rules.xlsx", .invalid, ["row": "1"]) }
            return sheet
        }

        private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    }
}
