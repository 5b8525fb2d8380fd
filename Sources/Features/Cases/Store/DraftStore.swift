import Kernel
import Storage

/// All SQL about drafts. Only their writer ever finds them.
struct DraftStore: Sendable {
    let cipher: CaseCipher

    static let columns: SQL = "id, account, item_code, item_version, sealed, materials, updated_at"

    /// - Throws: `draft.not_found`.
    func find(_ id: ID<Draft>, of account: String, _ tx: any Reading) throws -> Draft {
        try found(find(ifAny: id, of: account, tx))
    }

    func find(ifAny id: ID<Draft>, of account: String, _ tx: any Reading) throws -> Draft? {
        try tx.row("SELECT \(Self.columns) FROM draft WHERE id = \(id) AND account = \(account)").map(draft)
    }

    /// The draft as it is now, and so it stays until the transaction's end: who else would change it waits.
    func held(_ id: ID<Draft>, of account: String, _ tx: any Transaction) throws -> Draft? {
        try tx.row("SELECT \(Self.columns) FROM draft WHERE id = \(id) AND account = \(account) \(SQL.forUpdate)").map(draft)
    }

    /// How many drafts one account may have.
    static let most = 50

    func all(of account: String, limit: Int = most, _ tx: any Reading) throws -> [Draft] {
        try tx.rows("""
            SELECT \(Self.columns) FROM draft WHERE account = \(account)
            ORDER BY id DESC LIMIT \(limit)
            """).map(draft)
    }

    /// Begins a draft, which holds no file yet. One that is there under the same key stays as it is.
    func insert(_ draft: Draft, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO draft (\(Self.columns), files_noted)
            VALUES (\(draft.id), \(draft.account), \(draft.itemCode), \(draft.itemVersion), \(sealed(draft)), \(sealedFiles(draft)),
                \(draft.updatedAt), 1)
            ON CONFLICT (id, account) DO NOTHING
            """)
    }

    /// Changes a draft as it is now. What changes nothing leaves it as it was read.
    /// - Throws: `draft.not_found`.
    func change<Value>(
        _ id: ID<Draft>, of account: String, at now: Timestamp, _ tx: any Transaction, _ body: (inout Draft) -> Value
    ) throws -> (draft: Draft, value: Value) {
        let before = try found(held(id, of: account, tx))
        var draft = before
        let value = body(&draft)
        guard draft != before else { return (before, value) }
        draft.updatedAt = max(now, before.updatedAt + .milliseconds(1))
        try tx.send("""
            UPDATE draft SET item_version = \(draft.itemVersion), sealed = \(sealed(draft)), materials = \(sealedFiles(draft)),
                updated_at = \(draft.updatedAt), files_noted = 1
            WHERE id = \(id) AND account = \(account)
            """)
        try noteFiles(of: draft, tx)
        return (draft, value)
    }

    /// Takes a draft off the table when it is handed in as its writer read it.
    /// - Parameter held: The same as it is now.
    /// - Throws: `draft.changed` when it was changed since; `draft.not_found`.
    func take(_ draft: Draft, now held: Draft?, _ tx: any Transaction) throws {
        guard try found(held).updatedAt == draft.updatedAt else { throw Problem("draft.changed", .conflict) }
        try delete(draft.id, of: draft.account, tx)
    }

    func delete(_ id: ID<Draft>, of account: String, _ tx: any Transaction) throws {
        try tx.send("DELETE FROM draft WHERE id = \(id) AND account = \(account)")
        try forgetFiles(of: id, of: account, tx)
    }

    private func found(_ draft: Draft?) throws -> Draft {
        guard let draft else { throw Problem("draft.not_found", .notFound) }
        return draft
    }

    private func sealed(_ draft: Draft) throws -> [UInt8] { try cipher.seal(draft.content, key: draft.id.text) }

    private func sealedFiles(_ draft: Draft) throws -> [UInt8] { try cipher.seal(draft.materials, place: "draft-files/\(draft.id)") }

    func draft(_ row: Row) throws -> Draft {
        let id: ID<Draft> = try row.get("id")
        return Draft(
            id: id, account: try row.get("account"), itemCode: try row.get("item_code"), itemVersion: try row.get("item_version"),
            content: try cipher.open(row.get("sealed"), key: id.text),
            materials: try cipher.open(row.get("materials"), place: "draft-files/\(id)"), updatedAt: try row.get("updated_at"))
    }
}
