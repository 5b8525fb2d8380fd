import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage

/// The people of a demonstration, as `demo.json` writes them.
struct DemoPeople: Decodable {
    struct Person: Decodable {
        let login: String, name: String, nameEn: String?
        let idNumber: CitizenID, mobile: MobileNumber, assurance: Int
        let actsFor: [LegalPerson]
    }

    let people: [Person]
    let staff: [StaffRow]
}

/// An account that a demonstration shows to everybody.
public struct DemoAccount: Sendable, Hashable {
    public let login: String, password: String
    public let name: String, nameEn: String?
    /// The post, or the legal persons acted for.
    public let post: String
}

extension Identity {
    /// The accounts to show on the sign-in page; none unless the data directory is a demonstration's.
    public func demoAccounts() async throws -> [DemoAccount] { isDemo ? try await ledger.read(DemoStore.all) : [] }

    /// Makes the people of a demonstration, with one password by chance that all share. Once; later it gives what it gave then.
    /// - Throws: `identity.not_demo` in any other data directory; `import.json` when the file is not of this form.
    public func loadDemo(_ json: [UInt8], by actor: Actor = .system("demo")) async throws -> [DemoAccount] {
        guard isDemo else { throw Problem("identity.not_demo", .forbidden) }
        let known = try await demoAccounts()
        guard known.isEmpty else { return known }
        guard let people = try? JSONText.decode(DemoPeople.self, from: json) else { throw Problem("import.json", .invalid) }
        let password = passwordByChance
        for staff in people.staff {
            _ = try await appoint(staff.appointment, password: Secret(password), by: actor)
        }
        let stored = try await hash(Secret(password))
        for person in people.people { try await add(person, password: stored, by: actor) }
        let shown = people.accounts(password)
        try await database.write { tx in
            for (place, account) in shown.enumerated() { try DemoStore.add(account, at: place, tx) }
        }
        return shown
    }

    private func add(_ person: DemoPeople.Person, password: String, by actor: Actor) async throws {
        let now = clock.now, assurance = AssuranceLevel(rawValue: person.assurance) ?? .format
        let account = Account(
            id: random.key(at: now), kind: .person, login: person.login, name: person.name, nameEn: person.nameEn,
            idNumber: person.idNumber.text, mobile: person.mobile.text, assurance: assurance,
            isRegistered: true, createdAt: now, proof: assurance >= .present ? Account.Proof(at: now, by: actor.id) : nil)
        let act = act("account.registered", of: account.id, by: actor, at: now, ["assurance": "\(account.assurance.rawValue)"])
        try await ledger.command { [accounts] tx in
            try accounts.add(account, password: password, tx)
            for legalPerson in person.actsFor {
                try MandateStore.put(legalPerson, tx)
                try MandateStore.put(Agency(legalPerson: legalPerson, scope: .full, since: now, until: nil), of: account.id, tx)
            }
            return Acted(recording: act)
        }
    }
}

extension DemoPeople {
    /// Citizens first: that is how a visitor begins.
    fileprivate func accounts(_ password: String) -> [DemoAccount] {
        people.map { person in
            DemoAccount(login: person.login, password: password, name: person.name, nameEn: person.nameEn,
                        post: person.actsFor.map(\.name).joined(separator: "、"))
        } + staff.map { DemoAccount(login: $0.login, password: password, name: $0.name, nameEn: $0.nameEn, post: $0.post) }
    }
}

/// All SQL about the accounts that a demonstration shows.
private enum DemoStore {
    @Sendable static func all(_ tx: any Reading) throws -> [DemoAccount] {
        try tx.rows("SELECT login, password, name, name_en, post FROM demo_account ORDER BY place LIMIT 200").map { row in
            DemoAccount(login: try row.get("login"), password: try row.get("password"), name: try row.get("name"),
                        nameEn: try row.find("name_en"), post: try row.get("post"))
        }
    }

    static func add(_ account: DemoAccount, at place: Int, _ tx: any Transaction) throws {
        try tx.execute("""
            INSERT INTO demo_account (login, password, name, name_en, post, place)
            VALUES (\(account.login), \(account.password), \(account.name), \(account.nameEn), \(account.post), \(place))
            """)
    }
}
