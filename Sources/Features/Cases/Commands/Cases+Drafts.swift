import Catalogue
import Forms
import Identity
import Kernel
import Ledger
import Storage

/// Drafts are no official state: they are written without an act, and only their writer sees them.
extension Cases {
    /// The writer's drafts, the newest first.
    public func drafts(of account: String) async throws -> [Draft] {
        let now = clock.now
        return try await ledger.read { [drafts] tx in try drafts.all(of: account, tx).filter { try $0.isOpen(at: now, tx) } }
    }

    /// - Throws: `draft.not_found`, also when it is for a legal person and the mandate is over.
    public func draft(_ id: ID<Draft>, of account: String) async throws -> Draft {
        let now = clock.now
        return try await ledger.read { [drafts] tx in try drafts.find(id, of: account, tx).checked(at: now, tx) }
    }

    /// Begins an application with what the platform knows filled in, or goes on with the one begun before in the same situation.
    /// - Parameter account: Whose draft it is: the applicant's own account, or a clerk's place at the counter.
    /// - Throws: as ``Admission`` has it; `draft.too_many` when so many are begun already.
    public func beginDraft(
        _ item: PublishedItem, by applicant: Applicant, situation: [String: String], account: String
    ) async throws -> Draft {
        try Admission.check(applicant, to: item.item)
        let holder = CaseHolder(applicant.holder), known = applicant.holder.known
        let answers = item.decisions.cleaned(situation)
        let values = try item.form.prefilled([:]) { source in source.account.flatMap { known[$0] }.map(JSON.string) }
        for draft in try await drafts(of: account) where draft.isSameMatter(of: item, holder) { _ = try await upToDate(draft) }
        let now = clock.now
        let fresh = Draft(
            id: ID(at: now, random), account: account, itemCode: item.code, itemVersion: item.version,
            content: CaseContent(holder: holder, situation: answers, values: values), materials: [], updatedAt: now)
        return try await scratch.write { [drafts] tx in
            // Two tabs that begin at once share one draft, and there is no row yet for which the second could wait.
            try tx.lock("drafts/\(account)")
            let all = try drafts.all(of: account, tx)
            let open = all.first { $0.itemVersion == item.version && $0.isSameMatter(of: item, holder) }
            // Held, since it may be handed in at this moment; then this is a new matter.
            guard let open, try drafts.held(open.id, of: account, tx) != nil else {
                guard all.count < DraftStore.most else { throw Problem("draft.too_many", .conflict, ["limit": "\(DraftStore.most)"]) }
                try drafts.insert(fresh, tx)
                return fresh
            }
            return try drafts.change(open.id, of: account, at: now, tx) { if !answers.isEmpty { $0.content.situation = answers } }.draft
        }
    }

    /// Changes a draft as it is now: what another request has put in meanwhile stays, and one that was handed in stays gone.
    /// - Throws: `draft.not_found`.
    public func change<Value: Sendable>(
        _ id: ID<Draft>, of account: String, _ body: @escaping @Sendable (inout Draft) -> Value
    ) async throws -> (draft: Draft, value: Value) {
        let now = clock.now
        return try await scratch.write { [drafts] tx in
            let changed = try drafts.change(id, of: account, at: now, tx, body)
            return (try changed.draft.checked(at: now, tx), changed.value)
        }
    }

    public func discard(_ id: ID<Draft>, of account: String) async throws {
        try await scratch.write { [drafts] in try drafts.delete(id, of: account, $0) }
    }

    /// Hands the draft in as it was read. Sent twice, it is the same case.
    /// - Throws: `draft.changed` when it was changed since, so that nothing is handed in that its writer has not seen, and nothing
    ///   that he has added is lost; `draft.other_holder` when it was begun in another's name; `draft.not_found`; as ``Admission`` has it;
    ///   `Problem.fields` with everything that is wrong with it.
    public func submit(_ draft: Draft, declared: Bool, by applicant: Applicant) async throws -> Case {
        guard draft.content.holder.code == applicant.holder.number else { throw Problem("draft.other_holder", .conflict) }
        let item = try await catalogue.item(draft.itemCode, version: draft.itemVersion)
        let application = Application(
            situation: draft.content.situation, values: draft.content.values, materials: draft.materials,
            promised: draft.content.promised, declared: declared)
        return try await submit(application, for: item, by: applicant, key: draft.id.text, draft: draft)
    }

    /// The case that a draft has become, when its writer comes back to a page that is past.
    public func submitted(_ draft: ID<Draft>, by actor: Actor) async throws -> ID<Case>? {
        try await ledger.read { [store] in try store.submission(of: actor.id, key: draft.text, $0) }
    }
}

extension Draft {
    /// What an agent typed for a legal person is in his sight as long as the mandate lives. A clerk's draft is the window's.
    fileprivate func isOpen(at now: Timestamp, _ tx: any Reading) throws -> Bool {
        guard content.holder.kind == .legal, let agent = ID<Account>(account) else { return true }
        return try MandateCheck(account: agent, legalPerson: content.holder.code, power: .see, at: now).holds(for: code, tx)
    }

    /// - Throws: `draft.not_found` when it is out of its writer's sight.
    func checked(at now: Timestamp, _ tx: any Reading) throws -> Draft {
        guard try isOpen(at: now, tx) else { throw Problem("draft.not_found", .notFound) }
        return self
    }

    /// Whether it is begun for this item, in whichever version, in this name.
    fileprivate func isSameMatter(of item: PublishedItem, _ holder: CaseHolder) -> Bool {
        itemCode == item.code && content.holder.code == holder.code
    }
}
