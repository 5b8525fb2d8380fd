import Kernel
import Storage

/// Tables declared `PARTITION BY RANGE` of a key of ours: keys begin with the time, so a range of keys is a month. Their
/// migrations declare them with a part `..._rest` for what falls into no month; here the months come.
///
/// A new part needs its table's rest for itself for a moment. Who reads for hours, as a backup does, would let it wait, and
/// everybody else would wait behind it: so it waits for two seconds, and then for another day.
struct MonthlyParts {
    let connection: ServerConnection

    /// A table in parts. The names are fit for statements.
    private struct Table { let name, key, rest: String }

    /// A month, and the keys between which its rows lie.
    private struct Month {
        let day: LocalDate
        var next: Month { Month(day: day.adding(days: 31).firstOfMonth) }
        var name: String { String(day.compact.prefix(6)) }
        var firstKey: String { quoted(ID<MonthlyParts>.first(at: day.at()).text) }
    }

    /// Makes the parts that are missing, the earliest first.
    func prepare(from start: Timestamp, until end: Timestamp) throws {
        // One node makes them; the connection's end lets go of the lock.
        try connection.run("SELECT pg_advisory_lock(\(advisoryKey("monthly parts")))")
        try connection.run("SET lock_timeout = '2s'")
        let tables = try tables(), last = LocalDate(end)
        var month = Month(day: LocalDate(start).firstOfMonth)
        do {
            while month.day <= last {
                for table in tables { try make(month, of: table) }
                month = month.next
            }
        } catch let fault as ServerFault where fault.kind == .lockTimeout {
            return
        }
    }

    private func tables() throws -> [Table] {
        try connection.run("""
            SELECT quote_ident(c.relname), quote_ident(a.attname), p.partdefid::regclass
            FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
            WHERE p.partstrat = 'r' AND p.partnatts = 1 AND p.partdefid <> 0 AND c.relnamespace = current_schema()::regnamespace ORDER BY 1
            """).map { Table(name: $0[0] ?? "", key: $0[1] ?? "", rest: $0[2] ?? "") }
    }

    /// A month of which something lies in the rest already stays there whole. That is looked up by the key's index, before the rest
    /// is locked: the attaching reads all of it.
    private func make(_ month: Month, of table: Table) throws {
        let part = "\"\(table.name.filter { $0 != "\"" })_\(month.name)\"", start = month.firstKey, end = month.next.firstKey
        let rows = try connection.run("""
            SELECT to_regclass(\(quoted(part))), EXISTS (
                SELECT FROM \(table.rest) WHERE \(table.key) >= \(start) AND \(table.key) < \(end))
            """)
        guard rows.first == [nil, "f"] else { return }
        do {
            try connection.run("""
                BEGIN;
                CREATE TABLE \(part) (LIKE \(table.name) INCLUDING ALL);
                ALTER TABLE \(table.name) ATTACH PARTITION \(part) FOR VALUES FROM (\(start)) TO (\(end));
                COMMIT
                """)
        } catch let fault as ServerFault {
            _ = try? connection.run("ROLLBACK")
            guard fault.sqlState == Self.restHasSome else { throw fault }
        }
    }

    /// check_violation: a row of that month came to lie in the rest meanwhile.
    private static let restHasSome = "23514"
}

extension LocalDate {
    fileprivate var firstOfMonth: LocalDate { adding(days: 1 - day) }
}
