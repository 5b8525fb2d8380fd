import Storage

/// Fills big tables with rows like those that are there, so that the planner of queries has a reason to choose.
struct Crowding {
    /// Tables that grow with what people do.
    static let big = [
        "act", "cases", "case_task", "case_material", "case_step", "case_document", "case_submission", "draft", "draft_file", "light",
        "licence", "job", "account", "session", "sign_in_failure", "sign_in_device", "security_event",
    ]
    /// Columns that differ from row to row; the others are copied as they are.
    private static let varying: Set = [
        "id", "number", "query", "case_id", "account", "holder_index", "actor_id", "digest", "ofd", "pdf", "subject_id", "related_id",
        "identifier", "unique_key", "key", "draft", "login", "id_number_index", "mobile_index", "typed",
        "device", "sender", "entry", "position", "due_at",
    ]

    let rows: Int

    func fill(_ database: any Database) async throws {
        let shapes = try await database.read { try $0.tables() }
        for shape in shapes where Self.big.contains(shape.name) {
            try await database.write { tx in try tx.send(copies(of: shape, on: database.engine.name)) }
        }
        try await database.analyse()
    }

    /// Copies of the first row. Whatever differs ends in the copy's number.
    private func copies(of shape: TableShape, on engine: Engine.Name) -> SQL {
        let names = shape.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let values = shape.columns.map { column -> String in
            guard Self.varying.contains(column.name) || shape.key == [column.name] else { return "one.\"\(column.name)\"" }
            return switch column.kind {
            case .integer, .real: "one.\"\(column.name)\" + 1000000 + i"
            case .text: "one.\"\(column.name)\" || '-' || i"
            case .bytes: engine == .sqlite ? "CAST('copy ' || i AS BLOB)" : "CAST('copy ' || i AS BYTEA)"
            }
        }.joined(separator: ", ")
        return SQL(stringLiteral: """
            WITH RECURSIVE number (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM number WHERE i < \(rows)),
                one AS (SELECT * FROM "\(shape.name)" LIMIT 1)
            INSERT INTO "\(shape.name)" (\(names)) SELECT \(values) FROM one, number
            """)
    }
}
