#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// One code of a table, with its names and where it was found.
public struct CodeEntry: Hashable, Sendable, Codable {
    public let code: String
    public let name: String
    public let nameEnglish: String
    /// The standard and clause, or how sure we are of it.
    public let source: String
    /// What several codes of a table have in common: `on_application` item types, `closed_normally` results.
    public let group: String?

    public init(code: String, name: String, nameEnglish: String, source: String, group: String? = nil) {
        (self.code, self.name, self.nameEnglish, self.source, self.group) = (code, name, nameEnglish, source, group)
    }

    private enum CodingKeys: String, CodingKey {
        case code, name, nameEnglish = "name_en", source, group
    }
}

/// 码表: the codes of one field in the order they are shown. Provinces and the nation differ in them and change them,
/// so they are data and no rule of ours is written in terms of a number.
public struct CodeTable: Hashable, Sendable {
    public let key: String
    public let entries: [CodeEntry]
    private let places: [String: Int]

    /// Throws `code_table.repeated` when a code occurs twice.
    public init(_ key: String, _ entries: [CodeEntry]) throws(StandardError) {
        (self.key, self.entries) = (key, entries)
        var places: [String: Int] = [:]
        for (place, entry) in entries.enumerated() {
            guard places.updateValue(place, forKey: entry.code) == nil else {
                throw StandardError("code_table.repeated", ["table": key, "code": entry.code])
            }
        }
        self.places = places
    }

    public subscript(code: String) -> CodeEntry? { places[code].map { entries[$0] } }

    public func contains(_ code: String) -> Bool { places[code] != nil }

    public func entries(in group: String) -> [CodeEntry] { entries.filter { $0.group == group } }

    /// The codes of a field that holds several, such as `3,4`. Throws `code_table.unknown` for one that is not in the table.
    public func several(_ text: String) throws(StandardError) -> [CodeEntry] {
        var found: [CodeEntry] = []
        for code in text.split(at: ",") where !code.isEmpty {
            guard let entry = self[code.trimmed] else { throw StandardError("code_table.unknown", ["table": key, "code": code.trimmed]) }
            found.append(entry)
        }
        return found
    }
}

/// All code tables of an installation.
public struct CodeTables: Sendable {
    private let tables: [String: CodeTable]

    public init(_ tables: [CodeTable]) {
        self.tables = Dictionary(tables.map { ($0.key, $0) }, uniquingKeysWith: { _, later in later })
    }

    /// From a JSON object: table key to list of entries. Throws `code_tables.json` or `code_table.repeated`.
    public init(json: Data) throws(StandardError) {
        let read: [String: [CodeEntry]] = try readJSON(json, as: "code_tables.json")
        var tables: [CodeTable] = []
        for (key, entries) in read { tables.append(try CodeTable(key, entries)) }
        self.init(tables)
    }

    public var keys: [String] { tables.keys.sorted() }

    public subscript(key: String) -> CodeTable? { tables[key] }

    /// The Chinese name of a code, or the code itself when no table knows it, so that a page always has something to show.
    public func name(of code: String, in key: String) -> String { tables[key]?[code]?.name ?? code }
}
