import Kernel
import Ledger
import Organisations
import Standards
import Storage

/// Who comes to a window (现场核验). Looking changes nothing; what counts is the card that the clerk has seen.
extension Identity {
    /// Whose this identity number is proven to be; `nil` while nobody was seen with it.
    public func person(byIDNumber number: CitizenID) async throws -> Account? {
        try await ledger.read { [accounts] in try accounts.owner(ofIDNumber: number.text, $0) }
    }

    /// Receives the person whose card a clerk has before him: the one whose number it is, or recorded now, without an account to sign in
    /// to. Either way level L4. A mobile is recorded where we had none.
    /// - Throws: `Problem.fields`: `name` `identity.name_differs` when the number is proven to be somebody's of another name; then it
    ///   isn't that person, or he has changed his name, and ``reclaim(_:mobile:seenBy:)`` is for the clerk to decide.
    public func receive(_ card: SeenCard, mobile: MobileNumber?, seenBy clerk: Actor) async throws -> Visit {
        let now = clock.now, new = record(card, mobile, seenBy: clerk, at: now)
        let actId = random.key(Act.self, at: now)
        return try await changing { [accounts] tx in
            try tx.lock("id_number/\(accounts.cipher.index(card.number.text, .idNumber)?.hex ?? "")")
            let known = try accounts.owner(ofIDNumber: card.number.text, tx)
            if let known {
                guard NameText.normal(known.name) == card.name else {
                    throw Problem.fields([FieldProblem("name", "identity.name_differs")])
                }
                try accounts.prove(known.id, known.proof ?? Account.Proof(at: now, by: clerk.id), tx)
                if known.mobile == nil, let mobile { try accounts.set(mobile: mobile.text, of: known.id, tx) }
            } else {
                try accounts.add(new, password: nil, tx)
            }
            let visit = try visit(of: known?.id ?? new.id, clerk, at: now, tx)
            let facts = ["person": visit.person.maskedName, "assurance": "\(visit.person.assurance.rawValue)"]
            let kind = known == nil ? "person.recorded" : "person.seen"
            return Acted(visit, Act(actId, kind, of: Subject("account", visit.person.id), by: clerk, at: now, facts: facts))
        }
    }

    /// Today's visit of that person to this clerk; `nil` for whom the clerk hasn't seen with his card today.
    public func visit(of person: ID<Account>, to clerk: Actor) async throws -> Visit? {
        let today = clock.today
        return try await ledger.read { [accounts] tx in
            guard let seen = try VisitStore.seen(person, by: clerk.id, tx), LocalDate(seen) == today,
                  let account = try accounts.find(person, tx), account.isProven else { return nil }
            return Visit(account, clerk: clerk, seenAt: seen)
        }
    }

    func record(_ card: SeenCard, _ mobile: MobileNumber?, seenBy clerk: Actor, at now: Timestamp) -> Account {
        Account(id: random.key(at: now), kind: .person, login: nil, name: card.name, nameEn: nil, idNumber: card.number.text,
                mobile: mobile?.text, assurance: .certified, isRegistered: false, createdAt: now,
                proof: Account.Proof(at: now, by: clerk.id))
    }

    func visit(of person: ID<Account>, _ clerk: Actor, at now: Timestamp, _ tx: any Transaction) throws -> Visit {
        guard let account = try accounts.find(person, tx) else { throw Problem("identity.no_account", .notFound) }
        let visit = Visit(account, clerk: clerk, seenAt: now)
        try VisitStore.put(visit, tx)
        return visit
    }

    /// A command after which no session remembers the account as it was.
    func changing(_ body: @escaping @Sendable (any Transaction) throws -> Acted<Visit>) async throws -> Visit {
        let visit = try await ledger.command(body)
        sessions.forgetAll()
        return visit
    }
}
