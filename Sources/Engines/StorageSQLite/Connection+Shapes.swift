import Storage

extension Connection {
    func tables() throws -> [TableShape] {
        let names = try rows("""
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'schema_migration'
            """)
        return try names.map { try shape(of: $0.get("name")) }.inOrderOfReference()
    }

    private func shape(of table: String) throws -> TableShape {
        let columns = try rows("SELECT name, type, pk FROM pragma_table_info(\(table)) ORDER BY cid")
        let key = try columns.map { try ($0.get("pk", as: Int.self), $0.get("name", as: String.self)) }.filter { $0.0 > 0 }
        let references = try rows("""
            SELECT DISTINCT "table" AS name FROM pragma_foreign_key_list(\(table))
            """)
        return try TableShape(
            name: table, columns: columns.map { TableShape.Column(try $0.get("name"), TableShape.Kind(declared: try $0.get("type"))) },
            key: key.sorted { $0.0 < $1.0 }.map(\.1), references: Set(references.map { try $0.get("name") }), rows: estimate(of: table))
    }

    /// What ANALYZE counted: the first number of any of the table's lines.
    private func estimate(of table: String) throws -> Int {
        guard try row("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'") != nil else { return 0 }
        let counted = try row("SELECT stat FROM sqlite_stat1 WHERE tbl = \(table) AND stat IS NOT NULL LIMIT 1")
        return try counted?.get("stat", as: String.self).split(separator: " ").first.flatMap { Int($0) } ?? 0
    }
}

extension TableShape.Kind {
    /// By the words of the portable subset; what has no such word is text.
    fileprivate init(declared: String) {
        self = switch declared.uppercased() {
        case "BIGINT", "INTEGER", "INT": .integer
        case "DOUBLE PRECISION", "REAL": .real
        case "BYTEA", "BLOB": .bytes
        default: .text
        }
    }
}
