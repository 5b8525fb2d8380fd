import Kernel
import Storage

/// All SQL about drafts. Only their writer ever finds them.
struct DraftStore: Sendable {
    let cipher: CaseCipher

    private static let columns: SQL = "id, account, item_code, item_version, sealed, materials, updated_at"

    /// - Throws: `draft.not_found`.
    func find(_ id: ID<Draft>, of account: String, _ tx: any Reading) throws -> Draft {
        try one("SELECT \(Self.columns) FROM draft WHERE id = \(id) AND account = \(account)", tx)
    }

    /// The same, and it stays as it is until the transaction's end: who else would change it waits.
    func hold(_ id: ID<Draft>, of account: String, _ tx: any Transaction) throws -> Draft {
        try one("SELECT \(Self.columns) FROM draft WHERE id = \(id) AND account = \(account) \(SQL.forUpdate)", tx)
    }

    func all(of account: String, limit: Int = 50, _ tx: any Reading) throws -> [Draft] {
        try tx.rows("""
            SELECT \(Self.columns) FROM draft WHERE account = \(account)
            ORDER BY id DESC LIMIT \(limit)
            """).map(draft)
    }

    func save(_ draft: Draft, _ tx: any Transaction) throws {
        try tx.send("""
            INSERT INTO draft (\(Self.columns))
            VALUES (\(draft.id), \(draft.account), \(draft.itemCode), \(draft.itemVersion),
                \(cipher.seal(draft.content, key: draft.id.text)), \(cipher.seal(draft.materials, place: "draft-files/\(draft.id)")),
                \(draft.updatedAt))
            ON CONFLICT (id, account) DO UPDATE
            SET sealed = excluded.sealed, materials = excluded.materials, updated_at = excluded.updated_at
            """)
    }

    func delete(_ id: ID<Draft>, of account: String, _ tx: any Transaction) throws {
        try tx.send("DELETE FROM draft WHERE id = \(id) AND account = \(account)")
    }

    private func one(_ query: SQL, _ tx: any Reading) throws -> Draft {
        guard let row = try tx.row(query) else { throw Problem("draft.not_found", .notFound) }
        return try draft(row)
    }

    private func draft(_ row: Row) throws -> Draft {
        let id: ID<Draft> = try row.get("id")
        return Draft(
            id: id, account: try row.get("account"), itemCode: try row.get("item_code"), itemVersion: try row.get("item_version"),
            content: try cipher.open(row.get("sealed"), key: id.text),
            materials: try cipher.open(row.get("materials"), place: "draft-files/\(id)"), updatedAt: try row.get("updated_at"))
    }
}
