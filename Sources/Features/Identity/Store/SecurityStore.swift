import Kernel
import Organisations
import Storage

/// All SQL about the security log. Its keys sort by time: a range of keys is a range of time.
enum SecurityStore {
    /// What came from the ledger may come again, and stands there once.
    static func add(_ event: SecurityEvent, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO security_event (id, kind, times, actor, account, name, typed, address, route, request, details)
            VALUES (\(event.id), \(event.kind.rawValue), \(event.times), \(event.actor), \(event.account), \(event.name),
                    \(event.typed), \(event.address), \(event.route), \(event.request), \(try JSONText.encode(event.details)))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    /// The newest first, from before that one on.
    static func list(
        _ filter: SecurityFilter, before: ID<SecurityEvent>?, limit: Int, _ tx: any Reading
    ) throws -> [SecurityEvent] {
        var conditions: [SQL] = []
        if let before { conditions.append("id < \(before)") }
        if let kind = filter.kind { conditions.append("kind = \(kind.rawValue)") }
        if let day = filter.day {
            let start = ID<SecurityEvent>.first(at: day.at(hour: 0)), end = ID<SecurityEvent>.first(at: day.adding(days: 1).at(hour: 0))
            conditions.append("id >= \(start) AND id < \(end)")
        }
        switch filter.party {
        case .account(let id): conditions.append("(actor = \(id) OR account = \(id))")
        case .typed(let index): conditions.append("typed = \(index)")
        case nil: break
        }
        let condition: SQL = conditions.isEmpty ? "" : "WHERE \(joined: conditions, by: " AND ")"
        return try tx.rows("SELECT * FROM security_event \(condition) ORDER BY id DESC LIMIT \(limit)").map(SecurityEvent.init)
    }

    static func remove(before instant: Timestamp, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM security_event WHERE id < \(ID<SecurityEvent>.first(at: instant))")
    }

    /// What acts have told; they can tell it again.
    static func removeActs(_ tx: any Transaction) throws {
        try tx.execute("DELETE FROM security_event WHERE kind IN \(list: SecurityEvent.Kind.acts.map(\.rawValue))")
    }
}

extension SecurityEvent {
    fileprivate init(_ row: Row) throws {
        self.init(
            ID(trusted: try row.get("id")), try row.get("kind", in: "security_event"), times: try row.get("times"),
            actor: try row.find("actor"), account: try row.find("account"), name: try row.get("name"), typed: try row.find("typed"),
            address: try row.find("address"), route: try row.get("route"), request: try row.get("request"),
            details: try JSONText.decode(from: row.get("details", as: String.self)))
    }
}
