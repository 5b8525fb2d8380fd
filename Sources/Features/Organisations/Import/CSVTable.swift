import Kernel

/// A table as RFC 4180 writes it: UTF-8 with or without a byte order mark, rows ended by CRLF or LF, fields in quotes where
/// they hold commas, quotes (doubled) or line ends. The first row is the heading.
public struct CSVTable: Sendable {
    public struct Row: Sendable {
        /// As a spreadsheet counts it: the heading is row 1.
        public let number: Int
        public let fields: [String]
    }

    /// The largest file taken, in bytes.
    public static let sizeLimit = 32 << 20

    public let rows: [Row]
    private let places: [String: Int]

    /// Throws `csv.too_large`, `csv.encoding`, `csv.quote`, `csv.empty`, `csv.columns_missing` or `csv.column_twice`.
    public init(_ bytes: [UInt8], requiring required: [String] = []) throws {
        guard bytes.count <= Self.sizeLimit else { throw Problem("csv.too_large", .tooLarge, ["limit": "\(Self.sizeLimit >> 20)"]) }
        var parser = CSVParser(try Self.text(bytes))
        let records = try parser.records().filter { $0.fields != [""] }
        guard let heading = records.first else { throw Problem("csv.empty", .invalid) }
        let names = heading.fields.map(\.trimmed)
        places = try Self.places(of: names)
        rows = Array(records.dropFirst())
        let missing = required.filter { !names.contains($0) }
        guard missing.isEmpty else { throw Problem("csv.columns_missing", .invalid, ["columns": missing.joined(separator: ", ")]) }
    }

    /// The trimmed field of that column; `nil` when it is empty or there is no such column.
    public func field(_ name: String, of row: Row) -> String? {
        guard let place = places[name], row.fields.indices.contains(place) else { return nil }
        let field = row.fields[place].trimmed
        return field.isEmpty ? nil : field
    }

    /// Whether the row has as many fields as the heading.
    public func isWhole(_ row: Row) -> Bool { row.fields.count == places.count }

    /// Spreadsheets of this country save GB18030 unless told otherwise, so that is the likely reason when it isn't UTF-8.
    private static func text(_ bytes: [UInt8]) throws -> [UInt8] {
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else { throw Problem("csv.encoding", .invalid) }
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    private static func places(of names: [String]) throws -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, name) in names.enumerated() where places.updateValue(place, forKey: name) != nil {
            throw Problem("csv.column_twice", .invalid, ["column": name])
        }
        return places
    }
}

/// Splits text into records. All marks are ASCII, so it works on bytes and never inside a character.
private struct CSVParser {
    private let bytes: [UInt8]
    private var place = 0
    private var number = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func records() throws -> [CSVTable.Row] {
        var records: [CSVTable.Row] = []
        while place < bytes.count {
            number += 1
            var fields = [try field()]
            while next(is: comma) { fields.append(try field()) }
            try endOfRecord()
            records.append(CSVTable.Row(number: number, fields: fields))
        }
        return records
    }

    private mutating func field() throws -> String {
        guard next(is: quote) else { return bare() }
        var content: [UInt8] = []
        while place < bytes.count {
            if bytes[place] != quote {
                content.append(bytes[place])
                place += 1
            } else {
                place += 1
                guard next(is: quote) else { return String(decoding: content, as: UTF8.self) }
                content.append(quote)
            }
        }
        throw broken
    }

    /// A field without quotes runs to the next mark; a quote inside it is left for `endOfRecord` to refuse.
    private mutating func bare() -> String {
        let start = place
        while place < bytes.count, ![comma, quote, carriageReturn, lineFeed].contains(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func endOfRecord() throws {
        if place == bytes.count { return }
        let returned = next(is: carriageReturn)
        guard next(is: lineFeed) || (returned && place == bytes.count) else { throw broken }
    }

    private mutating func next(is mark: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == mark else { return false }
        place += 1
        return true
    }

    private var broken: Problem { Problem("csv.quote", .invalid, ["row": "\(number)"]) }

    private let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ",")
    private let carriageReturn = UInt8(ascii: "\r"), lineFeed = UInt8(ascii: "\n")
}
