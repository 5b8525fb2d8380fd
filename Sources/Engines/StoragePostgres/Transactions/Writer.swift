import Kernel
import Storage

/// A transaction that changes rows.
final class Writer: Stepping, Transaction {
    let steps: Steps
    private(set) var followUps: [@Sendable () -> Void] = []

    init(_ steps: Steps) { self.steps = steps }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int { try steps.run(sql).count }

    func send(_ sql: SQL) throws { try steps.putOff(sql) }

    func lock(_ name: String) throws {
        try send("SELECT pg_advisory_xact_lock(hashtextextended('tongban lock ' || \(name), 0)) IS NULL AS held")
    }

    func afterCommit(_ action: @escaping @Sendable () -> Void) { followUps.append(action) }

    /// Numbers come from the sequence of an identity, or from one that a column's default names. A sequence never goes back.
    func continueNumbering(_ table: String) throws {
        for row in try rows("""
            SELECT col, sequence FROM (SELECT a.attname AS col, COALESCE((
                SELECT s.oid::regclass::text FROM pg_attrdef d
                JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid AND p.refclassid = 'pg_class'::regclass
                JOIN pg_class s ON s.oid = p.refobjid AND s.relkind = 'S'
                WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum LIMIT 1
            ), CASE WHEN a.attidentity <> '' THEN pg_get_serial_sequence(quote_ident(\(table)), a.attname) END) AS sequence
            FROM pg_attribute a WHERE a.attrelid = to_regclass(quote_ident(\(table))) AND a.attnum > 0 AND NOT a.attisdropped) AS columns
            WHERE sequence IS NOT NULL
            """) {
            let column = try row.get("col", as: String.self), sequence = try row.get("sequence", as: String.self)
            let greatest = SQL(stringLiteral: "SELECT COALESCE(MAX(\"\(column)\"), 0) + 1 FROM \"\(table)\"")
            _ = try rows("""
                SELECT setval(\(sequence)::regclass, GREATEST((\(greatest)), nextval(\(sequence)::regclass)), false) AS next
                """)
        }
    }
}

extension Worker {
    /// Runs the closure and commits, then does what is to be done afterwards.
    func write<Value>(_ body: (any Transaction) throws -> Value, keys: UniqueKeys, observer: StatementObserver) throws -> Value {
        let (value, followUps) = try withSession { session in
            let steps = Steps(session, begin: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", keys: keys, observer: observer)
            let writer = Writer(steps)
            let value = try steps.unspoilt { try body(writer) }
            if !steps.isEmpty { try steps.guarding { try commit(session) } }
            return (value, writer.followUps)
        }
        followUps.forEach { $0() }
        return value
    }

    /// Commits; what was put off goes in the same batch. The transaction's number is asked for and sent back before the commit
    /// begins: by it the outcome is learnt if the wire breaks.
    private func commit(_ session: Session) throws {
        try session.add("SELECT pg_current_xact_id_if_assigned()::text AS number_of_this_transaction")
        try session.flush()
        try session.add(command: "COMMIT")
        do {
            guard try session.finish().last?.tag == "COMMIT" else { throw session.connection.fault }
        } catch let fault as ServerFault where fault.kind == .lost {
            let row = session.answers.lazy.compactMap(\.rows.first).last { $0.columns == ["number_of_this_transaction"] }
            try resolve(CommitInDoubt(row: row, startedAt: session.connection.startedAt, fault: fault))
        }
    }
}
