import Storage
import Synchronization

/// Which columns a unique key has, by the constraint's name: `table.column[, table.column]`. A partition's key counts as its table's.
final class UniqueKeys: Sendable {
    private let known = Mutex<[String: String]>([:])

    func columns(of fault: ServerFault, _ session: Session) -> String {
        let name = "\(fault.schema).\(fault.constraint)"
        if let columns = known.withLock({ $0[name] }) { return columns }
        guard let columns = try? ask(fault, session), !columns.isEmpty else { return name }
        known.withLock { $0[name] = columns }
        return columns
    }

    /// A key's constraint and its index have one name.
    private func ask(_ fault: ServerFault, _ session: Session) throws -> String {
        try session.add("""
            SELECT COALESCE(root.relname, t.relname) || '.' || pg_get_indexdef(i.indexrelid, place.n, true) AS col
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace s ON s.oid = x.relnamespace
            JOIN pg_class t ON t.oid = i.indrelid LEFT JOIN pg_class root ON root.oid = pg_partition_root(t.oid)
            CROSS JOIN LATERAL generate_series(1, i.indnkeyatts::integer) AS place (n)
            WHERE x.relname = \(fault.constraint) AND s.nspname = \(fault.schema) ORDER BY place.n
            """)
        return try session.finish().last?.rows.map { try $0.get("col", as: String.self) }.joined(separator: ", ") ?? ""
    }
}
