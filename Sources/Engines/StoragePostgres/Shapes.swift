import Storage

extension Stepping {
    /// Of the schema in which tables are made. Partitions are not listed; their table is.
    func tables() throws -> [TableShape] {
        let tables = try rows("""
            SELECT c.oid::bigint AS id, c.relname AS name, CASE c.relkind WHEN 'r' THEN c.reltuples::bigint ELSE (
                SELECT SUM(GREATEST(part.reltuples, 0))::bigint
                FROM pg_partition_tree(c.oid) AS tree JOIN pg_class part ON part.oid = tree.relid WHERE tree.isleaf
            ) END AS estimate
            FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
            WHERE s.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> 'schema_migration'
            """)
        return try tables.map { try shape(of: $0.get("name"), id: $0.get("id"), rows: $0.find("estimate") ?? 0) }.inOrderOfReference()
    }

    private func shape(of name: String, id: Int, rows estimate: Int) throws -> TableShape {
        let columns = try rows("""
            SELECT attname AS name, atttypid::bigint AS kind FROM pg_attribute
            WHERE attrelid = \(id)::oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
            """)
        let key = try rows("""
            SELECT a.attname AS name FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS part (num, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = part.num
            WHERE i.indrelid = \(id)::oid AND i.indisprimary ORDER BY part.place
            """)
        let references = try rows("""
            SELECT DISTINCT c.relname AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.confrelid
            WHERE k.conrelid = \(id)::oid AND k.contype = 'f'
            """)
        return try TableShape(
            name: name, columns: columns.map { try TableShape.Column($0.get("name"), TableShape.Kind(typeID: $0.get("kind"))) },
            key: key.map { try $0.get("name") }, references: Set(references.map { try $0.get("name") }), rows: max(0, estimate))
    }
}

extension TableShape.Kind {
    fileprivate init(typeID: Int) {
        self = switch UInt32(exactly: typeID) {
        case TypeID.int8, TypeID.int4, TypeID.int2, TypeID.bool: .integer
        case TypeID.float8, TypeID.float4, TypeID.numeric: .real
        case TypeID.bytes: .bytes
        default: .text
        }
    }
}
