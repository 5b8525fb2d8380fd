import Kernel
import Ledger
import Organisations
import Standards
import Storage
import Web

/// The only ways to become an applicant.
extension Identity {
    /// Of a session: the account and its mandate are looked up now, not remembered.
    /// - Throws: `auth.required` for visitors; `auth.forbidden` for staff, who take in at their desk; `identity.no_mandate` when the mandate is over.
    public func applicant(of session: SessionView) async throws -> Applicant {
        let actor = session.actor, now = clock.now
        guard actor.kind == .person else { throw Problem("auth.forbidden", .forbidden) }
        guard let id = ID<Account>(actor.id) else { throw Problem("auth.required", .unauthenticated) }
        return try await ledger.read { [accounts] tx in
            guard let account = try accounts.find(id, tx) else { throw Problem("auth.required", .unauthenticated) }
            guard let code = actor.body else { return Applicant(Holder(account), by: actor, through: .online, under: nil) }
            guard let mandate = try MandateStore.mandate(of: id, for: code, at: now, tx) else {
                throw Problem("identity.no_mandate", .forbidden)
            }
            return Applicant(Holder(account, actingFor: mandate.legalPerson), by: actor, through: .online, under: mandate)
        }
    }

    /// Of a visit: for the person himself, or for a legal person that a clerk has recorded - under the person's mandate if there is one, or else with
    /// its licence and a letter of authority before the clerk.
    /// - Throws: `identity.no_legal_person`.
    public func applicant(of visit: Visit, for code: String? = nil) async throws -> Applicant {
        let now = clock.now
        return try await ledger.read { tx in
            guard let code else { return Applicant(Holder(visit.person), by: visit.clerk, through: .window, under: nil) }
            guard let legalPerson = try MandateStore.legalPerson(code, tx) else { throw Problem("identity.no_legal_person", .notFound) }
            let mandate = try MandateStore.mandate(of: visit.person.id, for: code, at: now, tx)
            return Applicant(Holder(visit.person, actingFor: legalPerson), by: visit.clerk, through: .window, under: mandate)
        }
    }
}
