import Kernel
import Storage

/// Puts rows into a table, many in a statement.
struct TableFilling: Sendable {
    private let start: String
    private let columns: Int

    /// - Parameter columns: in the order in which rows have their values.
    init(_ table: String, columns: [String]) {
        let names = columns.map { SQL(name: $0).text }.joined(separator: ", ")
        start = "INSERT INTO \(SQL(name: table).text) (\(names)) VALUES "
        self.columns = columns.count
    }

    /// Statements of few different lengths, since each is prepared once and kept.
    func insert(_ rows: [[Value]], in tx: any Transaction) throws {
        var rest = rows[...]
        var size = max(1, Self.mostValues / max(1, columns))
        while !rest.isEmpty {
            while size > rest.count { size /= 2 }
            try tx.send(statement(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
    }

    private func statement(_ rows: ArraySlice<[Value]>) -> SQL {
        var parts = SQL.Parts(literalCapacity: start.utf8.count + rows.count * (4 + 2 * columns), interpolationCount: rows.count * columns)
        parts.appendLiteral(start)
        for (place, row) in rows.enumerated() {
            parts.appendLiteral(place == 0 ? "(" : ", (")
            parts.appendInterpolation(listing: row)
            parts.appendLiteral(")")
        }
        return SQL(stringInterpolation: parts)
    }

    /// SQLite takes 32,766 values in a statement, PostgreSQL 65,535; more than a thousand gain nothing.
    private static let mostValues = 1000
}
