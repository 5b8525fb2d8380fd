import Kernel
import Storage

/// Tables declared `PARTITION BY RANGE` of a key of ours: keys begin with the time, so a range of keys is a month. Their
/// migrations declare them with a part `..._rest` for what falls into no month; here the months come.
///
/// A new part needs its table's rest for itself for a moment. Who reads for hours, as a backup does, would let it wait, and
/// everybody else would wait behind it: so it waits for two seconds, and then for another day.
///
/// The server makes sure that nothing of the month lies in the rest. It would read the whole rest while nobody else may use it, but
/// for a constraint that says so; and a constraint is checked while everybody works (PostgreSQL, 5.11.2.2).
struct MonthlyParts {
    let connection: ServerConnection
    let now: Timestamp

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
            for table in tables { try release(table) }
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
            // Nobody writes what belongs to a month ahead, so nobody meets the constraint.
            if month.day > LocalDate(now) { try close(table, from: start, to: end) }
            try connection.run("""
                BEGIN;
                CREATE TABLE \(part) (LIKE \(table.name) INCLUDING ALL);
                ALTER TABLE \(table.name) ATTACH PARTITION \(part) FOR VALUES FROM (\(start)) TO (\(end));
                ALTER TABLE \(table.rest) DROP CONSTRAINT IF EXISTS \(Self.closed);
                COMMIT
                """)
        } catch let fault as ServerFault {
            _ = try? connection.run("ROLLBACK")
            try? release(table)
            guard fault.sqlState == Self.restHasSome else { throw fault }
        }
    }

    /// Lets nothing of these keys come into a table's rest, and has the server make sure that nothing is there.
    private func close(_ table: Table, from start: String, to end: String) throws {
        try connection.run("""
            ALTER TABLE \(table.rest) ADD CONSTRAINT \(Self.closed) CHECK (\(table.key) < \(start) OR \(table.key) >= \(end)) NOT VALID
            """)
        try connection.run("ALTER TABLE \(table.rest) VALIDATE CONSTRAINT \(Self.closed)")
    }

    /// Takes away what is left of an attempt that was broken off.
    private func release(_ table: Table) throws {
        let left = try connection.run("""
            SELECT FROM pg_constraint WHERE conrelid = \(quoted(table.rest))::regclass AND conname = '\(Self.closed)'
            """)
        if !left.isEmpty { try connection.run("ALTER TABLE \(table.rest) DROP CONSTRAINT \(Self.closed)") }
    }

    private static let closed = "month_to_come"
    /// check_violation: a row of that month came to lie in the rest meanwhile.
    private static let restHasSome = "23514"
}

extension LocalDate {
    fileprivate var firstOfMonth: LocalDate { adding(days: 1 - day) }
}
