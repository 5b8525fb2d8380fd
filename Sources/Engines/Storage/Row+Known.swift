import Kernel

/// Columns of which only some values are known: phases, results, lights. A value that nobody knows was written by another release, or
/// by hand, and is told as such. Whoever took a guess in its place would show an open case as closed, or an overdue one as green.
extension Row {
    /// - Parameter table: where the column stands, for whoever reads what went wrong.
    /// - Throws: `storage.unknown_value`, naming the table, the column and the value.
    public func get<Known: RawRepresentable>(
        _ column: String, in table: String, as type: Known.Type = Known.self
    ) throws -> Known where Known.RawValue: ColumnReadable {
        let value = try get(column, as: Known.RawValue.self)
        guard let known = Known(rawValue: value) else { throw Problem.unknownValue("\(value)", column, in: table) }
        return known
    }

    /// The value of a column that may be empty.
    public func find<Known: RawRepresentable>(
        _ column: String, in table: String, as type: Known.Type = Known.self
    ) throws -> Known? where Known.RawValue: ColumnReadable {
        try find(column, as: Known.RawValue.self) == nil ? nil : get(column, in: table)
    }
}

extension Problem {
    /// What is kept has a value that this release doesn't know.
    public static func unknownValue(_ value: String, _ column: String, in table: String) -> Problem {
        let shown = String(value.prefix(40))
        let arguments = ["table": table, "column": column, "value": shown]
        return Problem("storage.unknown_value", .fault, arguments, reason: "\(table).\(column) is \(shown)")
    }
}
