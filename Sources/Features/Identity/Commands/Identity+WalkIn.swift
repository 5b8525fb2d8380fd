import Kernel
import Ledger
import Organisations
import Standards
import Storage

extension Identity {
    /// Who has this identity number; `nil` when nobody is known by it.
    public func person(byIDNumber idNumber: CitizenID) async throws -> Account? {
        try await ledger.read { [accounts] in try accounts.find(idNumber: idNumber.text, $0) }
    }

    /// The person whose identity card a clerk has before him: found, or recorded now without an account to sign in to. Either
    /// way he has been seen with his card, which is level L4. A mobile is recorded where we had none.
    /// - Throws: `Problem.fields`: `name` `name.form`, or `identity.name_differs` when the number is another person's.
    public func person(byIDNumber idNumber: CitizenID, name: String, mobile: MobileNumber?, seenBy clerk: Actor) async throws -> Account {
        let name = NameText.normal(name), now = clock.now
        if let fault = PersonName.fault(in: name) { throw Problem.fields([FieldProblem("name", fault)]) }
        let new = Account(
            id: random.key(at: now), kind: .person, login: nil, name: name, nameEn: nil, idNumber: idNumber.text, mobile: mobile?.text,
            assurance: .certified, isRegistered: false, createdAt: now)
        let actId = random.key(Act.self, at: now)
        let account = try await ledger.command { [accounts] tx in
            let known = try accounts.find(idNumber: idNumber.text, tx)
            if let known {
                guard NameText.normal(known.name) == name else { throw Problem.fields([FieldProblem("name", "identity.name_differs")]) }
                try accounts.raise(.certified, of: known.id, tx)
                if known.mobile == nil, let mobile { try accounts.set(mobile: mobile.text, of: known.id, tx) }
            } else {
                try accounts.add(new, password: nil, tx)
            }
            let account = try accounts.find(known?.id ?? new.id, tx) ?? new
            let facts = ["person": account.maskedName, "assurance": "\(AssuranceLevel.certified.rawValue)"]
            let kind = known == nil ? "person.recorded" : "person.seen"
            return Acted(account, Act(actId, kind, of: Subject("account", account.id), by: clerk, at: now, facts: facts))
        }
        sessions.forget(account.id)
        return account
    }

    /// A legal person by its code, recorded or brought up to date by a clerk who has its licence before him.
    /// - Throws: `Problem.fields`: `name` `field.required`.
    public func legalPerson(_ code: CreditCode, name: String, address: String, seenBy clerk: Actor) async throws -> LegalPerson {
        let legalPerson = LegalPerson(code: code.text, name: name.trimmed, address: address.trimmed)
        guard !legalPerson.name.isEmpty else { throw Problem.fields([FieldProblem("name", "field.required")]) }
        if try await self.legalPerson(code.text) == legalPerson { return legalPerson }
        let now = clock.now, subject = Subject("legal_person", code.text)
        let act = Act(random.key(at: now), "legal_person.recorded", of: subject, by: clerk, at: now)
        return try await ledger.command { tx in
            try MandateStore.put(legalPerson, tx)
            return Acted(legalPerson, act)
        }
    }

    /// Lets a person act for a legal person from now on, until `end` if one is given. The legal person must be recorded.
    /// - Throws: `identity.no_legal_person`, `identity.no_account`.
    public func authorise(
        _ account: ID<Account>, for code: String, scope: Agency.Scope, until end: Timestamp? = nil, by actor: Actor
    ) async throws {
        let now = clock.now
        let act = act("mandate.given", of: account, by: actor, at: now, ["legalPerson": code, "scope": scope.rawValue])
        try await ledger.command { [accounts] tx in
            guard let legalPerson = try MandateStore.legalPerson(code, tx) else { throw Problem("identity.no_legal_person", .notFound) }
            guard try accounts.find(account, tx) != nil else { throw Problem("identity.no_account", .notFound) }
            try MandateStore.put(Agency(legalPerson: legalPerson, scope: scope, since: now, until: end), of: account, tx)
            return Acted(recording: act)
        }
    }
}
