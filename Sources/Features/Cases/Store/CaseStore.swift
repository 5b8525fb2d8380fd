import Catalogue
import Identity
import Kernel
import Storage

/// All SQL about cases themselves. What hangs on a case (materials, steps, documents ...) is in the files beside this one.
struct CaseStore: Sendable {
    let cipher: CaseCipher

    static let columns: SQL = """
        id, number, query, password, item_code, item_version, item_name, body, region, source, account, holder_masked, phase, stage, \
        submitted_at, received_on, accepted_on, due_on, statutory_due_on, closed_at, result, accepted_by, revision, \
        vouched_holder
        """

    /// - Throws: `case.not_found`, also when it is there but out of the reader's sight.
    func find(_ id: ID<Case>, in scope: CaseScope, from source: Case.Source? = nil, _ tx: any Reading) throws -> Case {
        let only: SQL = source.map { "AND source = \($0.rawValue)" } ?? ""
        return try one("SELECT \(Self.columns) FROM cases WHERE id = \(id) AND \(scope.condition) \(only)", tx)
    }

    /// The same, and it stays as it is until the transaction's end: whoever else would take a step waits.
    func hold(_ id: ID<Case>, in scope: CaseScope, _ tx: any Transaction) throws -> Case {
        try one("SELECT \(Self.columns) FROM cases WHERE id = \(id) AND \(scope.condition) \(SQL.forUpdate)", tx)
    }

    private func one(_ query: SQL, _ tx: any Reading) throws -> Case {
        guard let row = try tx.row(query) else { throw Problem("case.not_found", .notFound) }
        return try Case(row)
    }

    /// - Throws: `case.mandate` when an agent's mandate doesn't give this power, as things stand now.
    func checkMandate(of record: Case, for power: Agency.Power, in scope: CaseScope, _ tx: any Reading) throws {
        guard case .holder(let holder) = scope, let mandate = holder.mandate else { return }
        guard try mandate.needing(power).holds(for: record.itemCode, tx) else { throw Problem("case.mandate", .forbidden) }
    }

    /// By what is printed on a receipt: the short number (or the official one) and the password.
    func find(query: String, password: String, _ tx: any Reading) throws -> Case? {
        let byNumber: SQL = query.utf8.count > 20 ? "number = \(query)" : "query = \(query)"
        return try tx.row("SELECT \(Self.columns) FROM cases WHERE \(byNumber) AND password = \(password)").map(Case.init)
    }

    func content(of id: ID<Case>, _ tx: any Reading) throws -> CaseContent {
        guard let row = try tx.row("SELECT sealed FROM cases WHERE id = \(id)") else { throw RowMissing("case \(id)") }
        return try cipher.open(row.get("sealed"), key: id.text)
    }

    /// How far it is in its procedure, and its content as it is kept, still sealed.
    func kept(_ id: ID<Case>, _ tx: any Reading) throws -> (process: CaseProcess, sealed: [UInt8]) {
        guard let row = try tx.row("SELECT process, sealed FROM cases WHERE id = \(id)") else { throw RowMissing("case \(id)") }
        return (try JSONText.decode(from: row.get("process", as: String.self)), try row.get("sealed"))
    }

    func insert(_ record: Case, _ content: SealedContent, _ process: CaseProcess, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO cases (\(Self.columns), holder_index, sealed, process) VALUES (
                \(record.id), \(record.number), \(record.query), \(record.password), \(record.itemCode), \(record.itemVersion),
                \(record.itemName), \(record.body), \(record.region), \(record.source.rawValue), \(record.account), \(record.holderMasked),
                \(record.standing.phase.rawValue), \(record.standing.stage), \(record.submittedAt), \(record.receivedOn),
                \(record.acceptedOn), \(record.dueOn), \(record.statutoryDueOn), \(record.closedAt), \(record.result?.rawValue),
                \(record.acceptedBy), \(record.revision), \(content.vouchedHolder),
                \(content.holderIndex), \(content.bytes), \(JSONText.encode(process)))
            """)
    }

    /// Writes what a step changed, if nobody else has stepped in between; the record is then the next revision.
    /// - Throws: `case.changed_meanwhile`.
    func update(_ record: inout Case, _ process: CaseProcess, _ tx: any Transaction) throws {
        let touched = try tx.execute("""
            UPDATE cases SET phase = \(record.standing.phase.rawValue), stage = \(record.standing.stage),
                process = \(JSONText.encode(process)),
                received_on = \(record.receivedOn), accepted_on = \(record.acceptedOn), due_on = \(record.dueOn),
                statutory_due_on = \(record.statutoryDueOn), closed_at = \(record.closedAt), result = \(record.result?.rawValue),
                accepted_by = \(record.acceptedBy), revision = revision + 1
            WHERE id = \(record.id) AND revision = \(record.revision)
            """)
        guard touched == 1 else { throw Problem("case.changed_meanwhile", .conflict) }
        record.revision += 1
    }

    func update(content: CaseContent, of id: ID<Case>, _ tx: any Transaction) throws {
        try tx.send("UPDATE cases SET sealed = \(cipher.seal(content, key: id.text)) WHERE id = \(id)")
    }
}

extension CaseStore {
    /// A person's cases, the newest first; pages by key.
    func mine(_ scope: CaseScope, within reach: CaseScope, before: String?, limit: Int, _ tx: any Reading) throws -> [Case] {
        let older: SQL = before.map { "AND id < \($0)" } ?? ""
        // One index each for the account and for the holder; their union is read by key, newest first.
        return try scope.branches
            .flatMap { branch in
                try tx.rows("""
                    SELECT \(Self.columns) FROM cases WHERE \(branch) AND \(reach.condition) \(older) ORDER BY id DESC LIMIT \(limit)
                    """).map(Case.init)
            }
            .uniqued()
            .sorted { $0.id > $1.id }
            .prefix(limit)
            .map { $0 }
    }

    func submission(of sender: String, key: String, _ tx: any Reading) throws -> ID<Case>? {
        try tx.row("SELECT case_id FROM case_submission WHERE sender = \(sender) AND key = \(key)").map { try $0.get("case_id") }
    }

    func remember(submission key: String, of sender: String, _ id: ID<Case>, _ tx: any Transaction) throws {
        try tx.send("INSERT INTO case_submission (sender, key, case_id) VALUES (\(sender), \(key), \(id))")
    }
}

extension CaseScope {
    /// The condition that keeps a query within sight.
    var condition: SQL {
        switch self {
        case .holder(let holder): "(\(holder.branches.reduce(nil as SQL?) { all, one in all.map { "\($0) OR \(one)" } ?? one } ?? "1 = 0"))"
        case .body(let body): "body = \(body)"
        case .region(let prefix): "region >= \(prefix) AND region < \(prefix + "a")"
        case .platform: "1 = 1"
        }
    }

    /// The same as conditions of which each has its own index.
    var branches: [SQL] {
        switch self {
        case .holder(let holder): holder.branches
        default: [condition]
        }
    }
}

extension HolderScope {
    /// A legal person's: by its code, while the mandate lives; who typed them is nothing to go by. A person's: what his account handed in under his own
    /// number, and, once he is vouched for, what others filed who had seen the same number and name. What a window took in for an account is the
    /// window's word, so that only a vouched one sees it.
    fileprivate var branches: [SQL] {
        if let mandate { return ["(holder_index = \(number) AND \(mandate.condition))"] }
        let own: SQL = "account = \(account) AND holder_index = \(number)"
        return vouched.map { ["(\(own))", "vouched_holder = \($0)"] } ?? ["(\(own) AND source = 'online')"]
    }
}

extension Case {
    init(_ row: Row) throws {
        id = try row.get("id")
        number = try row.get("number")
        query = try row.get("query")
        password = try row.get("password")
        itemCode = try row.get("item_code")
        itemVersion = try row.get("item_version")
        itemName = try row.get("item_name")
        body = try row.get("body")
        region = try row.get("region")
        source = try Source(rawValue: row.get("source")) ?? .online
        account = try row.find("account")
        holderMasked = try row.get("holder_masked")
        standing = Standing(phase: try Standing.Phase(rawValue: row.get("phase")) ?? .closed, stage: try row.get("stage"))
        submittedAt = try row.get("submitted_at")
        receivedOn = try row.get("received_on")
        acceptedOn = try row.find("accepted_on")
        dueOn = try row.get("due_on")
        statutoryDueOn = try row.find("statutory_due_on")
        closedAt = try row.find("closed_at")
        result = try row.find("result", as: String.self).flatMap(CaseResult.init)
        acceptedBy = try row.find("accepted_by")
        revision = try row.get("revision")
        isVouched = try row.find("vouched_holder", as: String.self) != nil
    }
}

extension Sequence where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
