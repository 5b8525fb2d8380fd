import Kernel
import Storage

/// Goes through a table by its primary key, page after page.
struct TablePages: Sendable {
    let shape: TableShape
    private let keyPlaces: [Int]
    private let first: SQL, after: SQL
    private var last: [Value]?
    private(set) var limit = 50
    private var isDone = false

    init(_ shape: TableShape) {
        self.shape = shape
        keyPlaces = shape.key.compactMap { key in shape.columns.firstIndex { $0.name == key } }
        let columns = shape.columns.map { SQL(name: $0.name).text }.joined(separator: ", ")
        first = SQL(stringLiteral: "SELECT \(columns) FROM \(SQL(name: shape.name).text)")
        after = SQL(stringLiteral: shape.keyText)
    }

    /// The next rows; none after the last.
    /// - Throws: `backup.no_key` when the table has no primary key to go by.
    mutating func next(in tx: any Reading) throws -> [Row] {
        guard !keyPlaces.isEmpty else { throw Problem("backup.no_key", .fault, ["table": shape.name]) }
        if isDone { return [] }
        let condition = last.map { last -> SQL in "WHERE \(after) > (\(listing: last))" }
        let rows = try tx.rows("\(first) \(condition ?? "") ORDER BY \(SQL(stringLiteral: shape.keyList)) LIMIT \(limit)")
        isDone = rows.count < limit
        last = rows.last.map { row in keyPlaces.map { row.values[$0] } }
        return rows
    }

    /// Learns from the page before how many rows make about a quarter of a piece.
    mutating func measured(_ bytes: Int, rows: Int) {
        let fitting = Limits.piece / 4 * rows / max(1, bytes)
        limit = min(max(1, fitting), limit * 4, 500)
    }
}

extension Manifest.Table {
    /// A table as it stands in this picture.
    init(_ shape: TableShape, in tx: any Reading) throws {
        self.init(name: shape.name, columns: shape.columns.map(\.name), rows: try Self.count(shape.name, in: tx))
    }

    static func count(_ table: String, in tx: any Reading) throws -> Int {
        try tx.row("SELECT COUNT(*) AS n FROM \(SQL(name: table))")?.get("n") ?? 0
    }
}

extension TableShape {
    fileprivate var keyList: String { key.map { SQL(name: $0).text }.joined(separator: ", ") }
    fileprivate var keyText: String { key.count == 1 ? keyList : "(\(keyList))" }
}

extension SQL {
    /// A table's or a column's name, in quotes.
    init(name: String) { self.init(stringLiteral: "\"\(name.replacing("\"", with: "\"\""))\"") }
}

extension SQL.Parts {
    /// Values with commas between them.
    mutating func appendInterpolation(listing values: [Value]) {
        for (place, value) in values.enumerated() {
            if place > 0 { appendLiteral(", ") }
            appendInterpolation(value)
        }
    }
}
