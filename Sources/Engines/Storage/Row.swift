import Kernel

/// One row of an answer. Columns are asked for by name and by the type that is expected; a column that is missing or of
/// another type throws `RowError`, since it means that the statement and its reader disagree.
public struct Row: Sendable {
    /// Shared by all rows of one answer.
    public let columns: [String]
    public let values: [Value]

    public init(columns: [String], values: [Value]) { (self.columns, self.values) = (columns, values) }

    public func get<Wanted: ColumnReadable>(_ column: String, as type: Wanted.Type = Wanted.self) throws -> Wanted {
        let value = try value(of: column)
        guard let wanted = Wanted(column: value) else { throw RowError(column: column, wanted: "\(Wanted.self)") }
        return wanted
    }

    /// The value of a column that may be empty.
    public func find<Wanted: ColumnReadable>(_ column: String, as type: Wanted.Type = Wanted.self) throws -> Wanted? {
        try value(of: column) == .null ? nil : get(column)
    }

    private func value(of column: String) throws -> Value {
        guard let place = columns.firstIndex(of: column) else { throw RowError(column: column, wanted: "a column") }
        return values[place]
    }
}

public struct RowError: Error, Sendable {
    public let column: String, wanted: String
}

/// A Swift value that a column can give.
public protocol ColumnReadable {
    init?(column: Value)
}

extension Int64: ColumnReadable {
    public init?(column: Value) { if case .integer(let value) = column { self = value } else { return nil } }
}

extension Int: ColumnReadable {
    public init?(column: Value) { if case .integer(let value) = column { self.init(exactly: value) } else { return nil } }
}

extension Bool: ColumnReadable {
    public init?(column: Value) { if case .integer(let value) = column { self = value != 0 } else { return nil } }
}

extension Double: ColumnReadable {
    public init?(column: Value) {
        switch column {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: return nil
        }
    }
}

extension String: ColumnReadable {
    public init?(column: Value) { if case .text(let value) = column { self = value } else { return nil } }
}

extension Array: ColumnReadable where Element == UInt8 {
    public init?(column: Value) { if case .bytes(let value) = column { self = value } else { return nil } }
}

extension Timestamp: ColumnReadable {
    public init?(column: Value) { if case .integer(let value) = column { self.init(milliseconds: value) } else { return nil } }
}

extension LocalDate: ColumnReadable {
    public init?(column: Value) { if case .text(let value) = column { self.init(value) } else { return nil } }
}

extension ID: ColumnReadable {
    public init?(column: Value) { if case .text(let value) = column { self.init(trusted: value) } else { return nil } }
}
