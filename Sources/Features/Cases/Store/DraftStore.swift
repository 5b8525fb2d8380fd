import Kernel
import Storage

/// All SQL about drafts. Only their writer ever finds them.
struct DraftStore: Sendable {
    let cipher: CaseCipher

    /// - Throws: `draft.not_found`.
    func find(_ id: ID<Draft>, of account: String, _ tx: any Reading) throws -> Draft {
        guard let row = try tx.row("""
            SELECT id, account, item_code, item_version, sealed, materials, updated_at FROM draft WHERE id = \(id) AND account = \(account)
            """) else { throw Problem("draft.not_found", .notFound) }
        return try draft(row)
    }

    func all(of account: String, limit: Int = 50, _ tx: any Reading) throws -> [Draft] {
        try tx.rows("""
            SELECT id, account, item_code, item_version, sealed, materials, updated_at FROM draft WHERE account = \(account)
            ORDER BY id DESC LIMIT \(limit)
            """).map(draft)
    }

    func save(_ draft: Draft, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO draft (id, account, item_code, item_version, sealed, materials, updated_at)
            VALUES (\(draft.id), \(draft.account), \(draft.itemCode), \(draft.itemVersion),
                \(cipher.seal(draft.content, key: draft.id.text)), \(cipher.seal(draft.materials, place: "draft-files/\(draft.id)")),
                \(draft.updatedAt))
            ON CONFLICT (id, account) DO UPDATE
            SET sealed = excluded.sealed, materials = excluded.materials, updated_at = excluded.updated_at
            """)
    }

    func delete(_ id: ID<Draft>, of account: String, _ tx: any Transaction) throws {
        try tx.execute("DELETE FROM draft WHERE id = \(id) AND account = \(account)")
    }

    private func draft(_ row: Row) throws -> Draft {
        let id: ID<Draft> = try row.get("id")
        return Draft(
            id: id, account: try row.get("account"), itemCode: try row.get("item_code"), itemVersion: try row.get("item_version"),
            content: try cipher.open(row.get("sealed"), key: id.text),
            materials: try cipher.open(row.get("materials"), place: "draft-files/\(id)"), updatedAt: try row.get("updated_at"))
    }
}
