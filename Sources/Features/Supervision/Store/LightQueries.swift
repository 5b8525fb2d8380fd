import Cases
import Kernel
import Standards
import Storage

/// What the pages ask.
extension LightStore {
    /// Lights as asked for, the gravest first and of each the most urgent; pages by key.
    static func list(
        _ filter: LightFilter, in scope: SupervisionScope, after: LightKey?, limit: Int, _ tx: any Reading
    ) throws -> [CaseLight] {
        var found: [CaseLight] = []
        // One index range a light, each in the right order already.
        for lamp in filter.lamps.drop(while: { after != nil && $0 != after?.lamp }) where found.count < limit {
            let beyond: SQL = if let after, after.lamp == lamp { "AND (due_on, case_id) > (\(after.dueOn), \(after.id))" } else { "" }
            found += try tx.rows("""
                SELECT \(columns) FROM light WHERE colour = \(lamp.rawValue) AND \(scope.condition) \(filter.condition) \(beyond)
                ORDER BY due_on, case_id LIMIT \(limit - found.count)
                """).map(CaseLight.init)
        }
        return found
    }

    static func counts(in scope: SupervisionScope, _ tx: any Reading) throws -> [LightCount] {
        try tx.rows("SELECT body, area, colour, n FROM light_count WHERE \(scope.condition) AND n > 0 LIMIT 100000").map { row in
            LightCount(body: try row.get("body"), area: try row.get("area"), lamp: try row.get("colour", in: "light_count"),
                       count: try row.get("n"))
        }
    }

    /// What was decided from that day on, by body and area.
    static func closed(since day: LocalDate, in scope: SupervisionScope, _ tx: any Reading) throws -> [ClosedCount] {
        try tx.rows("""
            SELECT body, area, SUM(closed) AS closed, SUM(on_time) AS on_time FROM light_closed WHERE day >= \(day) AND \(scope.condition)
            GROUP BY body, area LIMIT 100000
            """).map { try ClosedCount($0, day: nil) }
    }

    /// The same by day.
    static func closedByDay(since day: LocalDate, in scope: SupervisionScope, _ tx: any Reading) throws -> [ClosedCount] {
        try tx.rows("""
            SELECT day, '' AS body, '' AS area, SUM(closed) AS closed, SUM(on_time) AS on_time FROM light_closed
            WHERE day >= \(day) AND \(scope.condition) GROUP BY day ORDER BY day LIMIT 400
            """).map { try ClosedCount($0, day: $0.get("day")) }
    }
}

/// Where a page of a list begins: after this light.
struct LightKey: Sendable, Hashable {
    let lamp: Lamp, dueOn: LocalDate, id: ID<Case>

    init(_ light: CaseLight) { (lamp, dueOn, id) = (light.lamp, light.dueOn, light.caseID) }

    /// `red.2026-10-09.01J…`, as an address carries it.
    var text: String { "\(lamp.rawValue).\(dueOn).\(id)" }

    init?(_ text: String) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 3, let lamp = Lamp(rawValue: parts[0]), let day = LocalDate(parts[1]),
              let id = ID<Case>(parts[2]) else { return nil }
        (self.lamp, dueOn, self.id) = (lamp, day, id)
    }
}

struct LightCount: Sendable, Hashable { let body: String, area: String, lamp: Lamp, count: Int }

/// How many were decided, and how many of them in time.
struct ClosedCount: Sendable, Hashable {
    let day: LocalDate?
    let body: String, area: String
    let closed: Int, onTime: Int

    init(_ row: Row, day: LocalDate?) throws {
        self.day = day
        (body, area, closed, onTime) = (try row.get("body"), try row.get("area"), try row.get("closed"), try row.get("on_time"))
    }
}
