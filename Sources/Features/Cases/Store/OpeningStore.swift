import Kernel
import Storage

/// All SQL about who looks at the papers of a case, on which day, and why.
extension CaseStore {
    func reason(of actor: String, for id: ID<Case>, on day: LocalDate, _ tx: any Reading) throws -> RevealReason? {
        let row = try tx.row("SELECT reason FROM case_look WHERE case_id = \(id) AND actor = \(actor) AND day = \(day)")
        return try row.flatMap { RevealReason(rawValue: try $0.get("reason")) }
    }

    /// The reasons of earlier days have served.
    func note(_ reason: RevealReason, of actor: String, for id: ID<Case>, on day: LocalDate, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM case_look WHERE case_id = \(id) AND actor = \(actor) AND day < \(day)")
        try tx.execute("""
            INSERT INTO case_look (case_id, actor, day, reason) VALUES (\(id), \(actor), \(day), \(reason.rawValue))
            ON CONFLICT (case_id, actor, day) DO UPDATE SET reason = excluded.reason
            """)
    }

    func hasOpened(_ paper: CasePaper, of id: ID<Case>, _ actor: String, on day: LocalDate, _ tx: any Reading) throws -> Bool {
        try tx.row("""
            SELECT day FROM case_opening WHERE case_id = \(id) AND actor = \(actor) AND day = \(day) AND paper = \(paper.text)
            """) != nil
    }

    func insert(opening paper: CasePaper, of id: ID<Case>, _ actor: String, on day: LocalDate, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM case_opening WHERE case_id = \(id) AND actor = \(actor) AND day < \(day)")
        try tx.execute("""
            INSERT INTO case_opening (case_id, actor, day, paper) VALUES (\(id), \(actor), \(day), \(paper.text))
            ON CONFLICT (case_id, actor, day, paper) DO NOTHING
            """)
    }
}
