import Kernel

extension ImportRow where Content: Decodable {
    /// Reads a JSON list whose rows stand or fall one by one.
    /// - Throws: `import.json` when it isn't a list at all.
    static func list(_ json: [UInt8], key: (Content) -> String?) throws -> [Self] {
        guard let elements = try? JSONText.decode([Lenient<Content>].self, from: json) else {
            throw Problem("import.json", .invalid)
        }
        return elements.enumerated().map { place, element in
            ImportRow(number: place + 1, key: element.content.flatMap(key) ?? "",
                      content: element.content.map { .success($0) } ?? .failure(Problem("import.unreadable", .invalid)))
        }
    }
}

extension ImportRow<RegionRow> {
    /// Reads a table whose rows stand or fall one by one.
    static func table(_ csv: [UInt8]) throws -> [Self] {
        let table = try CSVTable(csv, requiring: RegionRow.columns)
        return table.rows.map { row in
            let content = RegionRow(row, of: table)
            return ImportRow(number: row.number, key: content.code ?? "",
                             content: table.isWhole(row) ? .success(content) : .failure(Problem("import.columns", .invalid)))
        }
    }
}

/// An element that may be of the wrong shape without spoiling the list.
private struct Lenient<Content: Decodable>: Decodable {
    let content: Content?

    init(from decoder: any Decoder) throws { content = try? Content(from: decoder) }
}
