import Kernel
import Signing
import Storage

extension Renewal {
    /// Licences of releases that found a holder by his number alone: those whose cases are vouched for are found by number and name from
    /// now on.
    public static func vouchedLicences(_ cipher: FieldCipher) -> Renewal {
        Renewal("0096_vouched_licences") { tx in
            let store = LicenceStore(cipher: cipher)
            let ids: [Kernel.ID<Licence>] = try tx.rows("""
                SELECT id FROM licence WHERE vouched_holder IS NULL AND EXISTS (
                    SELECT 1 FROM cases WHERE cases.id = licence.case_id AND cases.vouched_holder IS NOT NULL)
                ORDER BY id LIMIT 500
                """).map { try $0.get("id") }
            for id in ids {
                let holder = try store.content(of: id, tx).holder
                try tx.send("UPDATE licence SET vouched_holder = \(store.vouched(holder.code, name: holder.name)) WHERE id = \(id)")
            }
            return ids.count < 500
        }
    }
}
