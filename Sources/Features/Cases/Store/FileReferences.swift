import Kernel
import Storage

/// Which files cases and drafts refer to.
enum CaseFileReferences {
    /// Of these digests, in hexadecimal, those that some row refers to.
    static func among(_ digests: [String], _ tx: any Reading) throws -> Set<String> {
        let queries: [SQL] = [
            "SELECT digest FROM case_material WHERE digest IN \(list: digests)",
            "SELECT digest FROM draft_file WHERE digest IN \(list: digests)",
            "SELECT ofd AS digest FROM case_document WHERE ofd IN \(list: digests)",
            "SELECT pdf AS digest FROM case_document WHERE pdf IN \(list: digests)",
        ]
        return try Set(queries.flatMap { try tx.rows($0).map { try $0.get("digest") } })
    }
}

extension DraftStore {
    /// Notes the files of a draft as it is now.
    func noteFiles(of draft: Draft, _ tx: any Transaction) throws {
        try forgetFiles(of: draft.id, of: draft.account, tx)
        for digest in Set(draft.materials.map(\.digest)) {
            try tx.send("INSERT INTO draft_file (digest, draft, account) VALUES (\(digest), \(draft.id), \(draft.account))")
        }
    }

    func forgetFiles(of id: ID<Draft>, of account: String, _ tx: any Transaction) throws {
        try tx.send("DELETE FROM draft_file WHERE draft = \(id) AND account = \(account)")
    }

    /// Notes the files of drafts that an earlier release wrote; tells how many those were. Nothing is left to do at 0.
    func noteOldFiles(limit: Int, _ tx: any Transaction) throws -> Int {
        let old = try tx.rows("""
            SELECT \(Self.columns) FROM draft WHERE files_noted = 0 ORDER BY id, account LIMIT \(limit) \(SQL.forUpdate)
            """)
        for draft in try old.map(draft) {
            try noteFiles(of: draft, tx)
            try tx.send("UPDATE draft SET files_noted = 1 WHERE id = \(draft.id) AND account = \(draft.account)")
        }
        return old.count
    }
}
