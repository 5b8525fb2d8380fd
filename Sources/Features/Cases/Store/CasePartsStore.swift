import Kernel
import Storage

/// What hangs on a case: its materials, its correction, its suspensions, its steps and its documents.
extension CaseStore {
    func materials(of id: ID<Case>, _ tx: any Reading) throws -> [CaseMaterial] {
        try tx.rows("""
            SELECT key, place, file_name, digest, size, media_type, uploaded_at, verdict, reason FROM case_material
            WHERE case_id = \(id) ORDER BY key, place
            """).map { try CaseMaterial($0, of: id, cipher) }
    }

    func insert(_ materials: [CaseMaterial], of id: ID<Case>, _ tx: any Transaction) throws {
        guard !materials.isEmpty else { return }
        try tx.send("""
            INSERT INTO case_material (case_id, key, place, file_name, digest, size, media_type, uploaded_at)
            VALUES \(joined: try rows(of: materials, id), by: ", ")
            """)
    }

    func judge(_ key: String, of id: ID<Case>, _ verdict: CaseMaterial.Verdict, reason: String?, _ tx: any Transaction) throws {
        let touched = try tx.execute("""
            UPDATE case_material SET verdict = \(verdict.rawValue), reason = \(reason) WHERE case_id = \(id) AND key = \(key)
            """)
        guard touched > 0 else { throw Problem("case.material_unknown", .notFound) }
    }

    func correction(of id: ID<Case>, _ tx: any Reading) throws -> Correction? {
        try tx.row("SELECT points, requested_at, due_on, supplied_at FROM case_correction WHERE case_id = \(id)").map { row in
            Correction(points: try JSONText.decode(from: row.get("points", as: String.self)), requestedAt: try row.get("requested_at"),
                       dueOn: try row.get("due_on"), suppliedAt: try row.find("supplied_at"))
        }
    }

    /// - Throws: `case.corrected_already` when there has been one: the law allows one notice.
    func insert(_ correction: Correction, of id: ID<Case>, _ tx: any Transaction) throws {
        do {
            try tx.execute("""
                INSERT INTO case_correction (case_id, points, requested_at, due_on)
                VALUES (\(id), \(JSONText.encode(correction.points)), \(correction.requestedAt), \(correction.dueOn))
                """)
        } catch is StorageConflict {
            throw Problem("case.corrected_already", .conflict)
        }
    }

    func supplied(_ id: ID<Case>, at now: Timestamp, _ tx: any Transaction) throws {
        try tx.send("UPDATE case_correction SET supplied_at = \(now) WHERE case_id = \(id) AND supplied_at IS NULL")
    }

    func suspensions(of id: ID<Case>, _ tx: any Reading) throws -> [CaseSuspension] {
        try tx.rows("""
            SELECT kind, started_on, approved_days, ended_on FROM case_suspension WHERE case_id = \(id) ORDER BY place
            """).map(CaseSuspension.init)
    }

    /// Those of several cases, of each in their order.
    func suspensions(of ids: [ID<Case>], _ tx: any Reading) throws -> [ID<Case>: [CaseSuspension]] {
        guard !ids.isEmpty else { return [:] }
        return try tx.rows("""
            SELECT case_id, kind, started_on, approved_days, ended_on FROM case_suspension
            WHERE case_id IN \(list: ids) ORDER BY case_id, place
            """).reduce(into: [:]) { found, row in found[try row.get("case_id"), default: []].append(try CaseSuspension(row)) }
    }

    func insert(_ suspension: CaseSuspension, place: Int, of id: ID<Case>, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO case_suspension (case_id, place, kind, started_on, approved_days)
            VALUES (\(id), \(place), \(suspension.kind), \(suspension.startedOn), \(suspension.approvedDays))
            """)
    }

    /// The one of this kind, or that for which the whole case stood.
    func endSuspension(of id: ID<Case>, kind: String? = nil, on day: LocalDate, _ tx: any Transaction) throws {
        let which: SQL = kind.map { "kind = \($0)" } ?? "kind NOT LIKE 'step/%'"
        try tx.send("UPDATE case_suspension SET ended_on = \(day) WHERE case_id = \(id) AND ended_on IS NULL AND \(which)")
    }

    func steps(of id: ID<Case>, _ tx: any Reading) throws -> [CaseStep] {
        try tx.rows("""
            SELECT stage, event, opinion, actor_id, actor_name, at FROM case_step WHERE case_id = \(id) ORDER BY place
            """).map {
            CaseStep(stage: try $0.get("stage"), event: try $0.get("event"), opinion: try $0.get("opinion"),
                     actorID: try $0.get("actor_id"), actorName: try $0.get("actor_name"), at: try $0.get("at"))
        }
    }

    func insert(_ step: CaseStep, of id: ID<Case>, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO case_step (case_id, place, stage, event, opinion, actor_id, actor_name, at)
            VALUES (\(id), (SELECT COUNT(*) FROM case_step WHERE case_id = \(id)), \(step.stage), \(step.event), \(step.opinion),
                \(step.actorID), \(step.actorName), \(step.at))
            """)
    }
}

/// Documents (文书).
extension CaseStore {
    func documents(of id: ID<Case>, _ tx: any Reading) throws -> [CaseDocument] {
        try tx.rows("""
            SELECT kind, number, issued_at, ofd, pdf FROM case_document WHERE case_id = \(id) ORDER BY issued_at, number
            """).map(CaseDocument.init)
    }

    /// One of them with what it has to say, as far as that was kept.
    func order(_ number: String, of id: ID<Case>, _ tx: any Reading) throws -> (CaseDocument, DocumentFacts?)? {
        try tx.row("""
            SELECT kind, number, issued_at, ofd, pdf, facts FROM case_document WHERE case_id = \(id) AND number = \(number)
            """).map { row in
            (try CaseDocument(row), try row.find("facts").map { try cipher.open($0, place: place(ofDocument: number, of: id)) })
        }
    }

    func insert(
        _ kind: DocumentKind, number: String, _ facts: DocumentFacts, of id: ID<Case>, at now: Timestamp, _ tx: any Transaction
    ) throws {
        let sealed = try cipher.seal(facts, place: place(ofDocument: number, of: id))
        try tx.send("""
            INSERT INTO case_document (case_id, kind, number, issued_at, facts)
            VALUES (\(id), \(kind.rawValue), \(number), \(now), \(sealed))
            """)
    }

    private func place(ofDocument number: String, of id: ID<Case>) -> String { "case-document/\(id)/\(number)" }

    /// False when the document was finished before.
    func finish(_ number: String, of id: ID<Case>, ofd: String, pdf: String, _ tx: any Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE case_document SET ofd = \(ofd), pdf = \(pdf) WHERE case_id = \(id) AND number = \(number) AND ofd IS NULL
            """) > 0
    }
}

extension CaseDocument {
    fileprivate init(_ row: Row) throws {
        self.init(kind: try row.get("kind", in: "case_document"), number: try row.get("number"), issuedAt: try row.get("issued_at"),
                  ofd: try row.find("ofd"), pdf: try row.find("pdf"))
    }
}

extension CaseSuspension {
    fileprivate init(_ row: Row) throws {
        self.init(kind: try row.get("kind"), startedOn: try row.get("started_on"), approvedDays: try row.get("approved_days"),
                  endedOn: try row.find("ended_on"))
    }
}

extension CaseMaterial {
    fileprivate init(_ row: Row, of id: ID<Case>, _ cipher: CaseCipher) throws {
        let key: String = try row.get("key"), place: Int = try row.get("place")
        self.init(
            key: key, place: place, fileName: try cipher.open(row.get("file_name"), place: Self.place(id, key, place)),
            digest: try row.get("digest"),
            size: try row.get("size"), mediaType: try row.get("media_type"), uploadedAt: try row.get("uploaded_at"),
            verdict: try row.find("verdict", in: "case_material"), reason: try row.find("reason"))
    }

    /// Where the name of its file belongs, sealed since people name files after themselves.
    static func place(_ id: ID<Case>, _ key: String, _ place: Int) -> String { "case-file/\(id)/\(key)/\(place)" }
}
