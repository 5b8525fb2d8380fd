import Kernel
import Storage

/// Tables declared `PARTITION BY RANGE` of a key of ours: keys begin with the time, so a range of keys is a month. Their migrations
/// declare them with a part `..._rest` for what falls into no month; here the months come.
struct MonthlyParts {
    let connection: ServerConnection

    /// This month and the next two.
    private static let ahead = 3

    /// Makes the parts that are missing. A month of which something lies in the rest already stays there whole.
    func prepare(from now: Timestamp) throws {
        // One node makes them; the connection's end lets go of the lock.
        try connection.run("SELECT pg_advisory_lock(\(advisoryKey("monthly parts")))")
        let tables = try connection.run("""
            SELECT quote_ident(c.relname) FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
            WHERE p.partstrat = 'r' AND p.partdefid <> 0 AND c.relnamespace = current_schema()::regnamespace ORDER BY 1
            """).compactMap { $0[0] }
        for table in tables { try prepare(table, from: LocalDate(now).firstOfMonth) }
    }

    private func prepare(_ table: String, from first: LocalDate) throws {
        var month = first
        for _ in 0..<Self.ahead {
            let next = month.adding(days: 31).firstOfMonth
            let part = quotedName("\(table.filter { $0 != "\"" })_\(month.compact.prefix(6))")
            if try connection.run("SELECT to_regclass(\(quoted(part)))").first?.first == .some(nil) {
                try make(part, of: table, from: month, to: next)
            }
            month = next
        }
    }

    private func make(_ part: String, of table: String, from month: LocalDate, to next: LocalDate) throws {
        let bounds = [month, next].map { quoted(ID<MonthlyParts>.first(at: $0.at()).text) }
        do {
            try connection.run("CREATE TABLE \(part) PARTITION OF \(table) FOR VALUES FROM (\(bounds[0])) TO (\(bounds[1]))")
        } catch let fault as ServerFault where fault.sqlState == Self.restHasSome {
            return
        }
    }

    private func quotedName(_ name: String) -> String { "\"\(name)\"" }

    /// check_violation: rows of that month lie in the rest.
    private static let restHasSome = "23514"
}

extension LocalDate {
    fileprivate var firstOfMonth: LocalDate { adding(days: 1 - day) }
}
