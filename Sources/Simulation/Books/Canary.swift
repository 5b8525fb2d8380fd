import Kernel
import Storage

/// Looks for the people of the city in every text that the database keeps in the clear.
struct Canary: Sendable {
    private let secrets: Set<ArraySlice<UInt8>>
    private let lengths: [Int]
    private let beginnings: Set<UInt16>

    init(secrets: [String]) {
        let bytes = secrets.map { ArraySlice($0.utf8) }.filter { $0.count >= 6 }
        self.secrets = Set(bytes)
        lengths = Set(bytes.map(\.count)).sorted()
        beginnings = Set(bytes.map { Self.beginning($0, at: $0.startIndex) })
    }

    /// The columns in which something was found: `act.facts`.
    func search(_ database: any Database) async throws -> [String] {
        var found: [String] = []
        for table in try await database.read({ try $0.tables() }) {
            for column in table.texts where try await betrays(column, of: table.name, in: database) {
                found.append("\(table.name).\(column)")
            }
        }
        return found
    }

    private func betrays(_ column: String, of table: String, in database: any Database) async throws -> Bool {
        let query = SQL(stringLiteral: "SELECT DISTINCT \(column) AS text FROM \(table) WHERE \(column) IS NOT NULL")
        let texts = try await database.read { try $0.rows(query).compactMap(\.text) }
        return texts.contains(where: betrays)
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

extension Row {
    /// SQLite keeps numbers too in a column of text.
    fileprivate var text: String? { if case .text(let text)? = values.first { text } else { nil } }
}

extension TableShape {
    /// Asked of the database itself, so that a new table isn't forgotten.
    fileprivate var texts: [String] { columns.filter { $0.kind == .text }.map(\.name) }
}
