import Cases
import Kernel
import Standards
import Storage

/// All SQL about lights.
enum LightStore {
    static let columns: SQL = """
        case_id, number, item_code, item_name, body, region, source, phase, stage, accepted_on, due_on, statutory_due_on, promised, \
        statutory, suspensions, result, closed_on, colour, reason, since, next_change_on, card
        """

    /// The reader and the day's tick both reckon with what the lights were before: one of them at a time.
    static func hold(_ tx: any Transaction) throws { try tx.lock("supervision.lights") }

    static func find(_ id: ID<Case>, in scope: SupervisionScope, _ tx: any Reading) throws -> CaseLight? {
        try tx.row("SELECT \(columns) FROM light WHERE case_id = \(id) AND \(scope.condition)").map(CaseLight.init)
    }

    /// The lights of these cases, as far as there are any.
    static func find(_ ids: Set<String>, _ tx: any Reading) throws -> [String: CaseLight] {
        guard !ids.isEmpty else { return [:] }
        let rows = try tx.rows("SELECT \(columns) FROM light WHERE case_id IN \(list: ids.sorted()) LIMIT \(ids.count)")
        return Dictionary(try rows.map(CaseLight.init).map { ($0.caseID.text, $0) }) { first, _ in first }
    }

    /// Those whose day has come, and those of which the ledger does not know yet: what a tick has to do, and no more.
    static func due(on day: LocalDate, limit: Int, _ tx: any Reading) throws -> [CaseLight] {
        let changing = try tx.rows("SELECT \(columns) FROM light WHERE next_change_on <= \(day) ORDER BY next_change_on LIMIT \(limit)")
            .map(CaseLight.init)
        guard changing.isEmpty else { return changing }
        return try tx.rows("SELECT \(columns) FROM light WHERE awaits_card = 1 LIMIT \(limit)").map(CaseLight.init)
    }

    /// Lights of open cases after this one, in the order of their keys.
    static func open(after place: String, limit: Int, _ tx: any Reading) throws -> [CaseLight] {
        try tx.rows("""
            SELECT \(columns) FROM light WHERE case_id > \(place) AND closed_on IS NULL ORDER BY case_id LIMIT \(limit)
            """).map(CaseLight.init)
    }

    static func insert(_ light: CaseLight, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO light (\(columns), area, awaits_card) VALUES (
                \(light.caseID), \(light.number), \(light.itemCode), \(light.itemName), \(light.body), \(light.region), \(light.source),
                \(light.phase.rawValue), \(light.stage), \(light.acceptedOn), \(light.dueOn), \(light.statutoryDueOn),
                \(light.promised?.fact), \(light.statutory?.fact), \(JSONText.encode(light.suspensions)), \(light.result?.rawValue),
                \(light.closedOn), \(light.lamp.rawValue), \(light.reason), \(light.since), \(light.nextChangeOn),
                \(light.card?.rawValue), \(light.area), \(light.awaitsCard))
            """)
    }

    /// Writes what an act has changed.
    static func update(_ light: CaseLight, _ tx: any Transaction) throws {
        try tx.send("""
            UPDATE light SET phase = \(light.phase.rawValue), stage = \(light.stage),
                accepted_on = \(light.acceptedOn), due_on = \(light.dueOn),
                statutory_due_on = \(light.statutoryDueOn), promised = \(light.promised?.fact), statutory = \(light.statutory?.fact),
                suspensions = \(JSONText.encode(light.suspensions)), result = \(light.result?.rawValue), closed_on = \(light.closedOn)
            WHERE case_id = \(light.caseID)
            """)
        try recolour(light, tx)
    }

    /// Writes what the coming of a day has changed.
    static func recolour(_ light: CaseLight, _ tx: any Transaction) throws {
        try tx.send("""
            UPDATE light SET colour = \(light.lamp.rawValue), reason = \(light.reason), since = \(light.since),
                next_change_on = \(light.nextChangeOn), card = \(light.card?.rawValue), awaits_card = \(light.awaitsCard)
            WHERE case_id = \(light.caseID)
            """)
    }

    static func clear(_ tx: any Transaction) throws {
        for table in ["light", "light_count", "light_closed"] as [SQL] { try tx.execute("DELETE FROM \(table)") }
    }
}

extension CaseLight {
    init(_ row: Row) throws {
        self.init(
            caseID: try row.get("case_id"), number: try row.get("number"), itemCode: try row.get("item_code"),
            itemName: try row.get("item_name"), body: try row.get("body"), region: try row.get("region"), source: try row.get("source"),
            phase: try row.get("phase", in: "light"), stage: try row.get("stage"), acceptedOn: try row.find("accepted_on"),
            dueOn: try row.get("due_on"), statutoryDueOn: try row.find("statutory_due_on"),
            promised: try row.limit("promised"), statutory: try row.limit("statutory"), suspensions: try row.suspensions,
            result: try row.find("result", in: "light"),
            closedOn: try row.find("closed_on"), lamp: try row.get("colour", in: "light"), reason: try row.get("reason"),
            since: try row.get("since"), nextChangeOn: try row.find("next_change_on"),
            card: try row.find("card", in: "light"))
    }
}

extension Row {
    fileprivate func limit(_ column: String) throws -> Limit? {
        try find(column, as: String.self).map { text in
            guard let limit = Limit(fact: text) else { throw Problem.unknownValue(text, column, in: "light") }
            return limit
        }
    }

    /// Few cases have any, so the empty list is not read as JSON.
    fileprivate var suspensions: [Suspension<LocalDate>] {
        get throws {
            let text = try get("suspensions", as: String.self)
            return text == "[]" ? [] : try JSONText.decode(from: text)
        }
    }
}
