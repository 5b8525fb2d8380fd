import Kernel
import Ledger
import Organisations
import Standards
import Storage

/// What becomes of accounts that somebody made himself, when the person with the card stands at a window.
extension Identity {
    /// The accounts that claim the number of whoever has come, made by somebody whom no window has seen (自行注册，未经现场核验).
    public func claims(besides visit: Visit) async throws -> [Account] {
        guard let number = visit.person.idNumber else { return [] }
        return try await ledger.read { [accounts] in try accounts.claims(toIDNumber: number, $0) }
    }

    /// 现场核验: makes an account that the person registered himself his own, with all that he signs in by: his name is the card's, and he
    /// has shown that he can open it, by the code on its page. What the window had recorded of him, mandates too, is that account's from
    /// now on.
    /// - Throws: `identity.no_account` when it doesn't claim this number; `Problem.fields`: `code` `identity.claim_name`,
    ///   `identity.claim_code`.
    public func bind(_ claim: ID<Account>, code: String, to visit: Visit) async throws -> Visit {
        let now = clock.now, clerk = visit.clerk, record = visit.person.id
        let act = act("account.bound", of: claim, by: clerk, at: now, ["record": record.text])
        let isShown = counterCode(of: claim, at: now).contains(code.filter { !$0.isWhitespace })
        return try await changing { [accounts] tx in
            let account = try self.claim(claim, besides: visit, tx)
            guard NameText.normal(account.name) == NameText.normal(visit.person.name) else {
                throw Problem.fields([FieldProblem("code", "identity.claim_name")])
            }
            guard isShown else { throw Problem.fields([FieldProblem("code", "identity.claim_code")]) }
            try accounts.disprove(record, tx)
            try accounts.close(record, tx)
            try accounts.prove(claim, Account.Proof(at: now, by: clerk.id), tx)
            try MandateStore.hand(over: record, to: claim, tx)
            return Acted(try self.visit(of: claim, clerk, at: now, tx), act)
        }
    }

    /// 现场重新认领: an account that claims the number of whoever has come isn't his, or he can't open it any more. Its password, its sessions
    /// and its mobile are void; what it did stays its own and is shown to nobody else.
    /// - Throws: `identity.no_account` when it doesn't claim this number.
    public func void(_ claim: ID<Account>, for visit: Visit) async throws {
        let act = act("account.voided", of: claim, by: visit.clerk, at: clock.now, ["record": visit.person.id.text])
        _ = try await changing { [accounts] tx in
            _ = try self.claim(claim, besides: visit, tx)
            try accounts.close(claim, tx)
            return Acted(visit, act)
        }
    }

    /// 现场重新认领 where the number was proven to be somebody's of another name: he has changed it, or it was written down wrongly, or he
    /// isn't the one. That record's password, sessions and mobile are void and the number is its own no longer; the person is recorded by
    /// his card.
    /// - Throws: `identity.no_account` when the number isn't anybody's.
    public func reclaim(_ card: SeenCard, mobile: MobileNumber?, seenBy clerk: Actor) async throws -> Visit {
        let now = clock.now, new = record(card, mobile, seenBy: clerk, at: now)
        let actId = random.key(Act.self, at: now)
        return try await changing { [accounts] tx in
            guard let former = try accounts.owner(ofIDNumber: card.number.text, tx) else { throw Problem("identity.no_account", .notFound) }
            try accounts.disprove(former.id, tx)
            try accounts.close(former.id, tx)
            try accounts.add(new, password: nil, tx)
            let facts = ["person": new.maskedName, "formerly": former.maskedName, "former": former.id.text]
            let act = Act(actId, "account.reclaimed", of: Subject("account", new.id), by: clerk, at: now, facts: facts)
            return Acted(try self.visit(of: new.id, clerk, at: now, tx), act)
        }
    }

    private func claim(_ id: ID<Account>, besides visit: Visit, _ tx: any Reading) throws -> Account {
        let claims = try visit.person.idNumber.map { try accounts.claims(toIDNumber: $0, tx) } ?? []
        guard let claim = claims.first(where: { $0.id == id }) else { throw Problem("identity.no_account", .notFound) }
        return claim
    }
}

extension Identity {
    /// 现场核验码: eight digits on the account's own page, by which its owner shows a clerk that he can open it. They change every ten minutes.
    public func counterCode(of account: ID<Account>) -> String { counterCode(of: account, at: clock.now)[0] }

    /// The code of now, and that of the ten minutes before.
    private func counterCode(of account: ID<Account>, at now: Timestamp) -> [String] {
        let stretch = now.milliseconds / 600_000
        return [stretch, stretch - 1].map { accounts.cipher.counterCode("\(account)/\($0)") }
    }
}
