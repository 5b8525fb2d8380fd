import Kernel
import Ledger
import Organisations
import Signing
import Storage
import Web

extension Identity {
    /// Switches the capacity (身份) of a session: to act for a legal person, or for oneself with `nil`. What is done next is done
    /// in that name, so the switch is an act.
    /// - Throws: `auth.required`, `identity.no_mandate`.
    public func changeCapacity(of view: SessionView, to legalPerson: String?) async throws {
        guard let session = try await session(view), session.staff == nil else { throw Problem("auth.required", .unauthenticated) }
        guard session.actingFor?.code != legalPerson else { return }
        let now = clock.now, digest = session.digest, id = session.account.id
        let act = act("capacity.changed", of: id, by: session.actor, at: now, ["actingFor": legalPerson ?? ""])
        try await ledger.command { tx in
            if let legalPerson, try MandateStore.mandate(of: id, for: legalPerson, at: now, tx) == nil {
                throw Problem("identity.no_mandate", .forbidden)
            }
            try SessionStore.set(actingFor: legalPerson, digest, tx)
            return Acted(recording: act)
        }
        sessions.forget(digest)
    }
}
