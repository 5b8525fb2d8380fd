import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage

extension Identity {
    /// Gives a citizen an account he can sign in to, at level L1. Somebody whom a window has recorded before gets his own record,
    /// if name and mobile are those that he gave there; otherwise he must come with his identity card, since anybody may know
    /// another's name and number.
    /// - Throws: `Problem.fields`: `idNumber` `identity.id_number_taken`, `identity.visit_window`; `mobile` `identity.mobile_taken`.
    public func register(_ registration: Registration) async throws -> Account {
        let password = try await hash(registration.password), now = clock.now
        let new = Account(
            id: random.key(at: now), kind: .person, login: nil, name: registration.name, nameEn: nil, idNumber: registration.idNumber.text,
            mobile: registration.mobile.text, assurance: .format, isRegistered: true, createdAt: now)
        let actId = random.key(Act.self, at: now)
        return try await ledger.command { [accounts] tx in
            try accounts.hold(mobile: registration.mobile.text, tx)
            let known = try accounts.find(idNumber: registration.idNumber.text, tx)
            if let known { try Self.check(known, isOwnedBy: registration) }
            guard try accounts.registered(mobile: registration.mobile.text, tx).isEmpty else {
                throw Problem.fields([FieldProblem("mobile", "identity.mobile_taken")])
            }
            if let known { try accounts.set(password: password, of: known.id, tx) } else { try accounts.add(new, password: password, tx) }
            let account = try accounts.find(known?.id ?? new.id, tx) ?? new
            let actor = Actor(kind: .person, id: account.id.text, name: account.maskedName, capacity: "holder")
            let facts = ["assurance": "\(account.assurance.rawValue)", "walkIn": "\(known != nil)"]
            return Acted(account, Act(actId, "account.registered", of: Subject("account", account.id), by: actor, at: now, facts: facts))
        }
    }

    private static func check(_ known: Account, isOwnedBy registration: Registration) throws {
        guard !known.isRegistered else { throw Problem.fields([FieldProblem("idNumber", "identity.id_number_taken")]) }
        guard known.name == registration.name, known.mobile == registration.mobile.text else {
            throw Problem.fields([FieldProblem("idNumber", "identity.visit_window")])
        }
    }
}
