import Kernel
import Storage

/// The table `act`: how acts are added, given their positions, and found.
enum ActStore {
    /// Adds acts in one statement for each hundred, so that imports reuse a prepared statement.
    static func append(_ acts: [Act], in tx: any Transaction) throws {
        for first in stride(from: 0, to: acts.count, by: 100) {
            let rows = acts[first..<min(first + 100, acts.count)].lazy.map(ActRow.init).map(values)
            try tx.send("""
                INSERT INTO act (id, kind, subject_kind, subject_id, related_kind, related_id, actor, at, facts) \
                VALUES \(joined: rows, by: ", ")
                """)
        }
    }

    private static func values(_ row: ActRow) -> SQL {
        """
        (\(row.id), \(row.kind), \(row.subject.kind), \(row.subject.id), \(row.related?.kind), \(row.related?.id), \
        \(row.actor), \(row.at), \(row.facts))
        """
    }

    /// The oldest acts that have no position yet.
    static func waiting(limit: Int, in tx: any Reading) throws -> [(entry: Int, row: ActRow)] {
        try tx.rows("SELECT entry, \(columns) FROM act WHERE position IS NULL ORDER BY entry LIMIT \(limit)")
            .map { (try $0.get("entry"), try $0.act()) }
    }

    /// How many acts committed before that instant have no position yet.
    static func waiting(before instant: Timestamp, in tx: any Reading) throws -> Int {
        try tx.row("SELECT COUNT(*) AS count FROM act WHERE position IS NULL AND at < \(instant)")?.get("count") ?? 0
    }

    /// Gives those entries the positions from `first` on. Entries are mostly neighbours: one statement for each run of them.
    static func place(_ entries: [Int], from first: Int, in tx: any Transaction) throws {
        var start = 0
        for end in 1...max(1, entries.count) where end == entries.count || entries[end] != entries[end - 1] + 1 {
            guard start < entries.count else { return }
            let shift = first + start - entries[start]
            try tx.send("""
                UPDATE act SET position = entry + \(shift) \
                WHERE position IS NULL AND entry BETWEEN \(entries[start]) AND \(entries[end - 1])
                """)
            start = end
        }
    }

    /// Acts in their places, from a position on.
    static func sequenced(from position: Int, limit: Int, in tx: any Reading) throws -> [(position: Int, row: ActRow)] {
        try tx.rows("SELECT position, \(columns) FROM act WHERE position >= \(position) ORDER BY position LIMIT \(limit)")
            .map { (try $0.get("position"), try $0.act()) }
    }

    static func kinds(in positions: Range<Int>, _ tx: any Reading) throws -> Set<String> {
        try Set(tx.rows("""
            SELECT DISTINCT kind FROM act WHERE position >= \(positions.lowerBound) AND position < \(positions.upperBound)
            """).map { try $0.get("kind") })
    }

    static func find(_ id: ID<Act>, in tx: any Reading) throws -> RecordedAct? {
        try tx.row("SELECT position, \(columns) FROM act WHERE id = \(id)").map { try $0.recorded() }
    }

    static func find(at position: Int, in tx: any Reading) throws -> RecordedAct? {
        try tx.row("SELECT position, \(columns) FROM act WHERE position = \(position)").map { try $0.recorded() }
    }

    /// Acts on a subject, or concerning it, in the order in which they were committed; `entry` is the key of the last one seen.
    static func acts(
        of subject: Subject, after entry: Int, limit: Int, in tx: any Reading
    ) throws -> [(entry: Int, act: RecordedAct)] {
        try tx.rows("""
            SELECT * FROM (SELECT entry, position, \(columns) FROM act WHERE subject_id = \(subject.id) \
            AND subject_kind = \(subject.kind) AND entry > \(entry) ORDER BY entry LIMIT \(limit)) AS own \
            UNION SELECT * FROM (SELECT entry, position, \(columns) FROM act WHERE related_id = \(subject.id) \
            AND related_kind = \(subject.kind) AND entry > \(entry) ORDER BY entry LIMIT \(limit)) AS other \
            ORDER BY entry LIMIT \(limit)
            """)
            .map { (try $0.get("entry"), try $0.recorded()) }
    }

    private static let columns: SQL = "id, kind, subject_kind, subject_id, related_kind, related_id, actor, at, facts"
}

extension Row {
    fileprivate func act() throws -> ActRow {
        let relatedKind: String? = try find("related_kind"), relatedID: String? = try find("related_id")
        return try ActRow(
            id: get("id"), kind: get("kind"), subject: Subject(get("subject_kind"), get("subject_id") as String),
            related: relatedKind.flatMap { kind in relatedID.map { Subject(kind, $0) } },
            actor: get("actor"), at: get("at"), facts: get("facts"))
    }

    fileprivate func recorded() throws -> RecordedAct { try RecordedAct(position: find("position"), act: act().act()) }
}

extension SQL.Parts {
    /// Statements one after another, with a separator between them.
    fileprivate mutating func appendInterpolation(joined fragments: some Sequence<SQL>, by separator: String) {
        var before = ""
        for fragment in fragments {
            appendLiteral(before)
            appendInterpolation(fragment)
            before = separator
        }
    }
}
