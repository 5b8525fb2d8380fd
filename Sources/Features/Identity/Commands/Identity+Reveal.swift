import Kernel
import Ledger
import Organisations
import Standards
import Storage

extension Identity {
    /// Shows personal data in the clear. That it was shown, to whom and why is recorded before it is; what it says is not.
    /// - Parameter reason: why it is needed, in words: the number of a case, a telephone call.
    /// - Throws: `identity.reason` without a reason, or with one that holds an identity number, since acts are kept for ever;
    ///   `auth.forbidden` for visitors, and for persons except on themselves; `identity.no_account` when there is no such person
    ///   or we don't have the field.
    public func reveal(_ person: ID<Account>, _ field: PersonalField, to actor: Actor, reason: String) async throws -> String {
        let reason = reason.trimmed
        guard (2...200).contains(reason.count), !Self.namesAPerson(reason) else { throw Problem("identity.reason", .invalid) }
        let isOwn = actor.kind == .person && actor.id == person.text
        guard actor.kind == .staff || isOwn else { throw Problem("auth.forbidden", .forbidden) }
        let act = act("person.revealed", of: person, by: actor, at: clock.now, ["field": field.rawValue, "reason": reason])
        return try await ledger.command { [accounts] tx in
            guard let value = try accounts.find(person, tx)?.value(of: field) else { throw Problem("identity.no_account", .notFound) }
            return Acted(value, act)
        }
    }

    private static func namesAPerson(_ text: String) -> Bool {
        text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.contains { CitizenID(String($0)) != nil }
    }
}
