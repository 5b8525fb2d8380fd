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

    /// Whose the number is proven to be.
    func owner(ofIDNumber number: String, _ tx: any Reading) throws -> Account? {
        try tx.row("SELECT * FROM account WHERE id_number_index = \(cipher.index(number, .idNumber)) AND proven_at IS NOT NULL").map(account)
    }

    /// Accounts by which somebody signs in under a number that he has not proven, the oldest first.
    func claims(toIDNumber number: String, _ tx: any Reading) throws -> [Account] {
        try tx.rows("""
            SELECT * FROM account WHERE id_number_index = \(cipher.index(number, .idNumber)) AND proven_at IS NULL AND password IS NOT NULL
            ORDER BY id LIMIT 20
            """).map(account)
    }

    /// The accounts that sign in with a mobile: the proven one first, then by age, so that nobody is pushed out by those who come later.
    func signIns(mobile: String, _ tx: any Reading) throws -> [SignInEntry] {
        try tx.rows("""
            SELECT id, password FROM account WHERE mobile_index = \(cipher.index(mobile, .mobile)) AND password IS NOT NULL
            ORDER BY CASE WHEN proven_at IS NULL THEN 1 ELSE 0 END, id LIMIT 1000
            """).map { SignInEntry(id: try $0.get("id"), password: try $0.get("password")) }
    }

    func password(of id: ID<Account>, _ tx: any Reading) throws -> String? {
        try tx.row("SELECT password FROM account WHERE id = \(id)")?.find("password")
    }

    /// Throws `StorageConflict` when the login is there already, or the identity number is proven to be another's.
    /// `givenAt` says that somebody else chose the password, and when.
    func add(_ account: Account, password: String?, givenAt: Timestamp? = nil, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO account (id, kind, login, password, name, name_en, id_number, id_number_index,
                                 mobile, mobile_index, assurance, created_at, proven_at, proven_by, password_given_at)
            VALUES (\(account.id), \(account.kind.rawValue), \(account.login), \(password),
                    \(try cipher.seal(account.name, .name)), \(account.nameEn),
                    \(try cipher.seal(account.idNumber, .idNumber)), \(cipher.index(account.idNumber, .idNumber)),
                    \(try cipher.seal(account.mobile, .mobile)), \(cipher.index(account.mobile, .mobile)),
                    \(account.assurance.rawValue), \(account.createdAt), \(account.proof?.at), \(account.proof?.by), \(givenAt))
            """)
    }

    /// The account's own. Without a password nobody can sign in.
    func set(password: String?, of id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("UPDATE account SET password = \(password), password_given_at = NULL WHERE id = \(id)")
    }

    /// The same password, hashed anew.
    func renew(hash: String, of id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("UPDATE account SET password = \(hash) WHERE id = \(id)")
    }

    /// Seen with the card: known for certain from now on.
    func prove(_ id: ID<Account>, _ proof: Account.Proof, _ tx: any Transaction) throws {
        try tx.execute("""
            UPDATE account SET assurance = \(AssuranceLevel.certified.rawValue), proven_at = \(proof.at), proven_by = \(proof.by)
            WHERE id = \(id)
            """)
    }

    /// The number is another account's from now on.
    func disprove(_ id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("""
            UPDATE account SET assurance = \(AssuranceLevel.format.rawValue), proven_at = NULL, proven_by = NULL WHERE id = \(id)
            """)
    }

    /// Nobody signs in to it any more.
    func close(_ id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("UPDATE account SET password = NULL, mobile = NULL, mobile_index = NULL WHERE id = \(id)")
        try SessionStore.remove(of: id, tx)
    }

    func set(mobile: String, of id: ID<Account>, _ tx: any Transaction) throws {
        try tx.execute("""
            UPDATE account SET mobile = \(try cipher.seal(mobile, .mobile)), mobile_index = \(cipher.index(mobile, .mobile))
            WHERE id = \(id)
            """)
    }

    private func account(_ row: Row) throws -> Account {
        Account(
            id: try row.get("id"), kind: try row.get("kind"), login: try row.find("login"),
            name: try cipher.open(row.get("name"), .name) ?? "", nameEn: try row.find("name_en"),
            idNumber: try cipher.open(row.find("id_number"), .idNumber), mobile: try cipher.open(row.find("mobile"), .mobile),
            assurance: AssuranceLevel(rawValue: try row.get("assurance")) ?? .mobile,
            isRegistered: (try row.find("password") as String?) != nil, createdAt: try row.get("created_at"),
            proof: try proof(row), hasGivenPassword: (try row.find("password_given_at") as Timestamp?) != nil)
    }

    private func proof(_ row: Row) throws -> Account.Proof? {
        guard let at: Timestamp = try row.find("proven_at") else { return nil }
        return Account.Proof(at: at, by: try row.get("proven_by"))
    }
}
