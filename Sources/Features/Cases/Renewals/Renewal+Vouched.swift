import Kernel
import Signing
import Storage

extension Renewal {
    /// Cases of releases that found a holder by his number alone: what a window took in is found by number and name from now on. What
    /// came in on line was vouched for by nobody, and stays with the account that handed it in.
    public static func vouchedHolders(_ fields: FieldCipher) -> Renewal {
        Renewal("0095_vouched_holders") { tx in
            let cipher = CaseCipher(fields: fields)
            let rows = try tx.rows("""
                SELECT id, sealed FROM cases WHERE vouched_holder IS NULL AND source = 'window' ORDER BY id LIMIT 500
                """)
            for row in rows {
                let id: String = try row.get("id"), content: CaseContent = try cipher.open(row.get("sealed"), key: id)
                let vouched = cipher.vouched(content.holder.code, name: content.holder.name)
                try tx.send("UPDATE cases SET vouched_holder = \(vouched) WHERE id = \(id)")
            }
            return rows.count < 500
        }
    }
}
