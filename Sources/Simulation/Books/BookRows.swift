import Kernel
import Storage

/// The rows of one picture of the data.
struct BookRows: Sendable {
    let cases: [CaseEntry]
    let documents: [DocumentEntry]
    let licences: [LicenceEntry]
    let lights: [LightEntry]
    let lightCounts: [String: Int], decided: [String: Int], onTime: [String: Int]
    let steps: [String: Int]
    let serials: [String: Int]
    let jobs: [JobEntry]
    let posts: [PostEntry]

    init(_ tx: any Reading) throws {
        let tasks = try tx.rows("SELECT case_id, role FROM case_task ORDER BY case_id, work")
        let roles = try Dictionary(grouping: tasks) { try $0.get("case_id", as: String.self) }.mapValues { rows in
            try rows.map { try $0.get("role", as: String.self) }
        }
        cases = try tx.rows("SELECT * FROM cases ORDER BY id").map { try CaseEntry($0, waitingFor: roles) }
        documents = try tx.rows("""
            SELECT d.case_id, d.number, d.issued_at, d.ofd, c.body FROM case_document d JOIN cases c ON c.id = d.case_id
            """).map(DocumentEntry.init)
        licences = try tx.rows("SELECT case_id, identifier, type, issuer FROM licence").map {
            LicenceEntry(caseID: try $0.get("case_id"), identifier: try $0.get("identifier"), type: try $0.get("type"),
                         issuer: try $0.get("issuer"))
        }
        lights = try tx.rows("SELECT * FROM light").map(LightEntry.init)
        lightCounts = try tx.figures("SELECT body, area, colour, n AS figure FROM light_count WHERE n <> 0")
        decided = try tx.figures("SELECT day, body, area, closed AS figure FROM light_closed")
        onTime = try tx.figures("SELECT day, body, area, on_time AS figure FROM light_closed")
        steps = try tx.figures("SELECT case_id, COUNT(*) AS figure FROM case_step GROUP BY case_id")
        serials = try tx.figures("SELECT series, last AS figure FROM serial")
        jobs = try tx.rows("SELECT id, kind, state, unique_key, due_at FROM job").map {
            JobEntry(id: try $0.get("id"), kind: try $0.get("kind"), state: try $0.get("state"), key: try $0.find("unique_key"),
                     dueAt: try $0.get("due_at"))
        }
        posts = try tx.rows("SELECT body, region, roles FROM staff_post").map {
            PostEntry(body: try $0.get("body"), region: try $0.get("region"), roles: Set(try $0.get("roles", as: String.self)
                .split { !$0.isLetter }.map(String.init)))
        }
    }
}

extension Reading {
    /// Figures by all that stands before them in a row.
    fileprivate func figures(_ sql: SQL) throws -> [String: Int] {
        try rows(sql).reduce(into: [:]) { figures, row in
            let names = try row.columns.dropLast().map { try row.get($0, as: String.self) }
            figures[names.joined(separator: "/")] = try row.get("figure", as: Int.self)
        }
    }

    /// The acts that have positions, from one on.
    func acts(from position: Int) throws -> [ActEntry] {
        try rows("SELECT * FROM act WHERE position >= \(position) ORDER BY position").map(ActEntry.init)
    }
}

extension ActEntry {
    fileprivate init(_ row: Row) throws {
        let actor = try JSONText.decode(Actor.self, from: row.get("actor", as: String.self))
        self.init(
            position: try row.get("position"), kind: try row.get("kind"), subject: try row.get("subject_kind"),
            subjectID: try row.get("subject_id"), relatedID: try row.find("related_id"), actorKind: actor.kind.rawValue, actorID: actor.id,
            at: try row.get("at"), facts: try JSONText.decode([String: String].self, from: row.get("facts", as: String.self)))
    }
}

extension CaseEntry {
    fileprivate init(_ row: Row, waitingFor roles: [String: [String]]) throws {
        (id, number, query) = (try row.get("id"), try row.get("number"), try row.get("query"))
        (item, version, body) = (try row.get("item_code"), try row.get("item_version"), try row.get("body"))
        (region, phase, stage) = (try row.get("region"), try row.get("phase"), try row.get("stage"))
        (submittedAt, closedAt) = (try row.get("submitted_at"), try row.find("closed_at"))
        waitsFor = phase == "correcting" ? "applicant" : (roles[id] ?? []).joined(separator: " ")
        (receivedOn, acceptedOn, dueOn) = (try row.get("received_on"), try row.find("accepted_on"), try row.get("due_on"))
        (statutoryDueOn, result, revision) = (try row.find("statutory_due_on"), try row.find("result"), try row.get("revision"))
    }
}

extension DocumentEntry {
    fileprivate init(_ row: Row) throws {
        self.init(
            caseID: try row.get("case_id"), number: try row.get("number"), body: try row.get("body"),
            issuedOn: LocalDate(try row.get("issued_at", as: Timestamp.self)), isReady: try row.find("ofd", as: String.self) != nil)
    }
}

extension LightEntry {
    fileprivate init(_ row: Row) throws {
        self.init(
            caseID: try row.get("case_id"), phase: try row.get("phase"), stage: try row.get("stage"), colour: try row.get("colour"),
            body: try row.get("body"), area: try row.get("area"), dueOn: try row.get("due_on"), closedOn: try row.find("closed_on"),
            awaitsCard: try row.get("awaits_card", as: Int.self) != 0)
    }
}
