import Kernel
import Storage
import Web

/// Looks for the people of the city in every text that the database keeps in the clear.
struct Canary: Sendable {
    private let secrets: Set<ArraySlice<UInt8>>
    private let lengths: [Int]
    private let beginnings: Set<UInt16>
    private let schema: TextColumns

    init(secrets: [String], schema: TextColumns) {
        let bytes = secrets.map { ArraySlice($0.utf8) }.filter { $0.count >= 6 }
        (self.secrets, self.schema) = (Set(bytes), schema)
        lengths = Set(bytes.map(\.count)).sorted()
        beginnings = Set(bytes.map { Self.beginning($0, at: $0.startIndex) })
    }

    /// The columns in which something was found: `act.facts`.
    func search(_ database: any Database) async throws -> [String] {
        var found: [String] = []
        for (table, column) in schema.all {
            let texts = try await database.read { tx in
                try tx.rows(SQL(stringLiteral: "SELECT DISTINCT \(column) AS text FROM \(table) WHERE \(column) IS NOT NULL"))
                    .compactMap { try $0.find("text", as: String.self) }
            }
            if texts.contains(where: betrays) { found.append("\(table).\(column)") }
        }
        return found
    }

    /// Whether a name, number or mobile stands somewhere in the text.
    func betrays(_ text: String) -> Bool {
        let bytes = ArraySlice(text.utf8)
        guard bytes.count >= 6 else { return false }
        return (bytes.startIndex..<bytes.endIndex - 1).contains { place in
            beginnings.contains(Self.beginning(bytes, at: place)) && lengths.contains { length in
                place + length <= bytes.endIndex && secrets.contains(bytes[place..<place + length])
            }
        }
    }

    /// The first two bytes: nearly every place is passed over by them.
    private static func beginning(_ bytes: ArraySlice<UInt8>, at place: Int) -> UInt16 {
        UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1])
    }
}

/// Every column of text, read from the steps of the schema, so that a new table isn't forgotten.
struct TextColumns: Sendable {
    let all: [(table: String, column: String)]

    init(_ resources: ResourceRoot) {
        let scripts = resources.files(in: "Sources", suffix: ".sqlite.sql").compactMap { resources.file($0) }
        let texts = scripts.map { String(decoding: $0, as: UTF8.self) }
        let dropped = Set(texts.flatMap(Self.dropped))
        all = texts.flatMap(Self.columns).filter { !dropped.contains("\($0.table).\($0.column)") }
    }

    /// Columns that a later step took away, as `table.column`.
    private static func dropped(by script: String) -> [String] {
        script.split(separator: "\n").compactMap { line in
            let words = line.split { " ,;(".contains($0) }.map(String.init)
            return words.count > 5 && words[0] == "ALTER" && words[3] == "DROP" ? "\(words[2]).\(words[5])" : nil
        }
    }

    static func columns(of script: String) -> [(table: String, column: String)] {
        var table = "", columns: [(String, String)] = []
        for line in script.split(separator: "\n") {
            let words = line.split { " ,;(".contains($0) }.map(String.init)
            if words.starts(with: ["CREATE", "TABLE"]), words.count > 2 { table = words[2] }
            if words.count > 1, words[1] == "TEXT", !table.isEmpty { columns.append((table, words[0])) }
            if words.starts(with: ["ALTER", "TABLE"]), words.count > 6, words[6] == "TEXT" { columns.append((words[2], words[5])) }
        }
        return columns
    }
}
