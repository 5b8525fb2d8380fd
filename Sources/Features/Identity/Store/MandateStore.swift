import Kernel
import Organisations
import Storage

/// All SQL about legal persons and about those who act for them.
enum MandateStore {
    static func legalPerson(_ code: String, _ tx: any Reading) throws -> LegalPerson? {
        try tx.row("SELECT code, name, address FROM legal_person WHERE code = \(code)").map(LegalPerson.init)
    }

    static func put(_ legalPerson: LegalPerson, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO legal_person (code, name, address) VALUES (\(legalPerson.code), \(legalPerson.name), \(legalPerson.address))
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, address = excluded.address
            """)
    }

    /// In the order of the legal persons' codes; those that are over too.
    static func mandates(of account: ID<Account>, _ tx: any Reading) throws -> [Agency] {
        let items = try tx.rows("SELECT legal_person, item FROM agency_item WHERE account = \(account) LIMIT 10000").reduce(
            into: [String: Set<String>]()) { $0[try $1.get("legal_person"), default: []].insert(try $1.get("item")) }
        return try tx.rows("""
            SELECT p.code, p.name, p.address, a.scope, a.since, a.until FROM agency a JOIN legal_person p ON p.code = a.legal_person
            WHERE a.account = \(account) ORDER BY p.code LIMIT 200
            """).map { row in
                let legalPerson = try LegalPerson(row)
                return Agency(legalPerson: legalPerson, scope: try row.get("scope"), items: items[legalPerson.code] ?? [],
                              since: try row.get("since"), until: try row.find("until"))
            }
    }

    /// The mandate for that legal person, if it is valid.
    static func mandate(of account: ID<Account>, for legalPerson: String, at now: Timestamp, _ tx: any Reading) throws -> Agency? {
        try mandates(of: account, tx).first { $0.legalPerson.code == legalPerson && $0.isValid(at: now) }
    }

    static func put(_ agency: Agency, of account: ID<Account>, _ tx: any Transaction) throws {
        let code = agency.legalPerson.code
        try tx.execute("""
            INSERT INTO agency (account, legal_person, scope, since, until)
            VALUES (\(account), \(code), \(agency.scope.rawValue), \(agency.since), \(agency.until))
            ON CONFLICT (account, legal_person) DO UPDATE SET scope = excluded.scope, since = excluded.since, until = excluded.until
            """)
        try tx.execute("DELETE FROM agency_item WHERE account = \(account) AND legal_person = \(code)")
        for item in agency.items.sorted() {
            try tx.execute("INSERT INTO agency_item (account, legal_person, item) VALUES (\(account), \(code), \(item))")
        }
    }

    /// Ends a mandate that is valid.
    /// - Returns: whether there was one.
    static func end(of account: ID<Account>, for code: String, at now: Timestamp, _ tx: any Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE agency SET until = \(now) WHERE account = \(account) AND legal_person = \(code) AND (until IS NULL OR until > \(now))
            """) > 0
    }

    /// What one account may do for others, another may from now on.
    static func hand(over account: ID<Account>, to other: ID<Account>, _ tx: any Transaction) throws {
        for mandate in try mandates(of: account, tx) { try put(mandate, of: other, tx) }
        try tx.execute("DELETE FROM agency_item WHERE account = \(account)")
        try tx.execute("DELETE FROM agency WHERE account = \(account)")
    }
}

extension LegalPerson {
    fileprivate init(_ row: Row) throws {
        self.init(code: try row.get("code"), name: try row.get("name"), address: try row.get("address"))
    }
}
