import Kernel
import Organisations
import Storage

/// All SQL about posts of staff. The names come from the accounts.
enum StaffStore {
    static func post(of account: Account, _ tx: any Reading) throws -> StaffMember? {
        guard account.kind == .staff else { return nil }
        return try tx.row("SELECT staff_no, body, region, roles, post FROM staff_post WHERE account = \(account.id)").map { row in
            let roles = try row.get("roles", as: String.self).split(separator: ",").map { name in
                guard let role = StaffMember.Role(rawValue: String(name)) else {
                    throw Problem.unknownValue(String(name), "roles", in: "staff_post")
                }
                return role
            }
            return StaffMember(id: account.id.text, name: account.name, staffNo: try row.get("staff_no"), body: try row.get("body"),
                               region: try row.get("region"), roles: Set(roles), post: try row.get("post"))
        }
    }

    /// The accounts of a body's staff, in the order of their numbers.
    static func accounts(of body: String, _ tx: any Reading) throws -> [ID<Account>] {
        try tx.rows("SELECT account FROM staff_post WHERE body = \(body) ORDER BY staff_no LIMIT 1000").map { try $0.get("account") }
    }

    /// Throws `StorageConflict` when the staff number is another's.
    static func put(_ staff: StaffMember, _ tx: any Transaction) throws {
        let roles = staff.roles.sorted().map(\.rawValue).joined(separator: ",")
        try tx.execute("""
            INSERT INTO staff_post (account, staff_no, body, region, roles, post)
            VALUES (\(staff.id), \(staff.staffNo), \(staff.body), \(staff.region), \(roles), \(staff.post))
            ON CONFLICT (account) DO UPDATE SET staff_no = excluded.staff_no, body = excluded.body, region = excluded.region,
                roles = excluded.roles, post = excluded.post
            """)
    }
}
