import Kernel
import Ledger
import Organisations
import Standards
import Storage

/// Legal persons, and who acts for them (法人授权).
extension Identity {
    /// A legal person by its code, recorded or brought up to date by a clerk who has its licence before him.
    /// - Parameter licence: what stands on the licence. Without it nothing that is known is renamed.
    /// - Throws: `Problem.fields`: `name` `field.required`; `licenceNumber` `identity.renamed` when it is known by another name and the
    ///   licence isn't named.
    public func legalPerson(
        _ code: CreditCode, name: String, address: String, licence: LegalLicence? = nil, seenBy clerk: Actor
    ) async throws -> LegalPerson {
        let legalPerson = LegalPerson(code: code.text, name: name.trimmed, address: address.trimmed)
        guard !legalPerson.name.isEmpty else { throw Problem.fields([FieldProblem("name", "field.required")]) }
        if try await self.legalPerson(code.text) == legalPerson { return legalPerson }
        let now = clock.now, subject = Subject("legal_person", code.text), key = random.key(Act.self, at: now)
        return try await ledger.command { tx in
            let former = try MandateStore.legalPerson(code.text, tx).flatMap { $0.name == legalPerson.name ? nil : $0.name }
            if let former, licence == nil { throw Problem.fields([FieldProblem("licenceNumber", "identity.renamed", ["name": former])]) }
            try MandateStore.put(legalPerson, tx)
            var facts = ["name": legalPerson.name]
            facts["former"] = former
            if let licence {
                facts.merge(["licence": licence.kind.rawValue, "licenceNumber": licence.number, "issuedOn": "\(licence.issuedOn)"]) { $1 }
            }
            let kind = former == nil ? "legal_person.recorded" : "legal_person.renamed"
            return Acted(legalPerson, Act(key, kind, of: subject, by: clerk, at: now, facts: facts))
        }
    }

    /// Lets a person act for a legal person from now on, until `end` if one is given, in these items or in all. The legal person must be recorded.
    /// - Throws: `identity.no_legal_person`, `identity.no_account`.
    public func authorise(
        _ account: ID<Account>, for code: String, scope: Agency.Scope, items: Set<String> = [], until end: Timestamp? = nil,
        by actor: Actor
    ) async throws {
        let now = clock.now
        var facts = ["legalPerson": code, "scope": scope.rawValue]
        if !items.isEmpty { facts["items"] = items.sorted().joined(separator: ",") }
        if let end { facts["until"] = "\(LocalDate(end))" }
        let act = act("mandate.given", of: account, by: actor, at: now, facts)
        try await ledger.command { [accounts] tx in
            guard let legalPerson = try MandateStore.legalPerson(code, tx) else { throw Problem("identity.no_legal_person", .notFound) }
            guard try accounts.find(account, tx) != nil else { throw Problem("identity.no_account", .notFound) }
            try MandateStore.put(Agency(legalPerson: legalPerson, scope: scope, items: items, since: now, until: end), of: account, tx)
            return Acted(recording: act)
        }
        sessions.forgetAll()
    }

    /// Ends a mandate now: what its agent typed for the legal person is out of his sight from the next request on.
    /// - Throws: `identity.no_mandate` when none is valid.
    public func endMandate(of account: ID<Account>, for code: String, by actor: Actor) async throws {
        let now = clock.now, act = act("mandate.ended", of: account, by: actor, at: now, ["legalPerson": code])
        try await ledger.command { tx in
            guard try MandateStore.end(of: account, for: code, at: now, tx) else { throw Problem("identity.no_mandate", .notFound) }
            return Acted(recording: act)
        }
        sessions.forgetAll()
    }
}
