import Kernel
import Organisations
import Storage

/// All SQL about accounts.
struct AccountStore: Sendable {
    let cipher: PersonCipher

    func find(_ id: ID<Account>, _ tx: any Reading) throws -> Account? {
        try tx.row("SELECT * FROM account WHERE id = \(id)").map(account)
    }

    func find(login: String, _ tx: any Reading) throws -> Account? {
        try tx.row("SELECT * FROM account WHERE login = \(login)").map(account)
    }

    func find(idNumber: String, _ tx: any Reading) throws -> Account? {
        try tx.row("SELECT * FROM account WHERE id_number_index = \(cipher.index(idNumber, .idNumber))").map(account)
    }

    /// Registrations with one mobile come one after another: the schema can't see to it, since people recorded at a window may share one.
    func hold(mobile: String, _ tx: any Transaction) throws { try tx.lock("mobile/\(cipher.index(mobile, .mobile)?.hex ?? "")") }

    /// Those who registered with that mobile: one at most, unless a shared one was recorded at a window.
    func registered(mobile: String, _ tx: any Reading) throws -> [Account] {
        try tx.rows("""
            SELECT * FROM account WHERE mobile_index = \(cipher.index(mobile, .mobile)) AND password IS NOT NULL LIMIT 10
            """).map(account)
    }

    func password(of id: ID<Account>, _ tx: any Reading) throws -> String? {
        try tx.row("SELECT password FROM account WHERE id = \(id)")?.find("password")
    }

    /// Throws `StorageConflict` when the login or the identity number is there already.
    func add(_ account: Account, password: String?, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO account (id, kind, login, password, name, name_en, id_number, id_number_index,
                                 mobile, mobile_index, assurance, created_at)
            VALUES (\(account.id), \(account.kind.rawValue), \(account.login), \(password),
                    \(try cipher.seal(account.name, .name)), \(account.nameEn),
                    \(try cipher.seal(account.idNumber, .idNumber)), \(cipher.index(account.idNumber, .idNumber)),
                    \(try cipher.seal(account.mobile, .mobile)), \(cipher.index(account.mobile, .mobile)),
                    \(account.assurance.rawValue), \(account.createdAt))
            """)
    }

    /// Without a password nobody can sign in.
    func set(password: String?, of id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("UPDATE account SET password = \(password) WHERE id = \(id)")
    }

    func raise(_ assurance: AssuranceLevel, of id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("UPDATE account SET assurance = \(assurance.rawValue) WHERE id = \(id) AND assurance < \(assurance.rawValue)")
    }

    func set(mobile: String, of id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("""
            UPDATE account SET mobile = \(try cipher.seal(mobile, .mobile)), mobile_index = \(cipher.index(mobile, .mobile))
            WHERE id = \(id)
            """)
    }

    private func account(_ row: Row) throws -> Account {
        Account(
            id: try row.get("id"), kind: try row.get("kind", in: "account"), login: try row.find("login"),
            name: try cipher.open(row.get("name"), .name) ?? "", nameEn: try row.find("name_en"),
            idNumber: try cipher.open(row.find("id_number"), .idNumber), mobile: try cipher.open(row.find("mobile"), .mobile),
            assurance: try row.get("assurance", in: "account"),
            isRegistered: (try row.find("password") as String?) != nil, createdAt: try row.get("created_at"))
    }
}
