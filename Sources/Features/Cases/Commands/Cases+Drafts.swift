import Catalogue
import Kernel
import Ledger
import Storage

/// Drafts are no official state: they are written without an act, and only their writer sees them.
extension Cases {
    /// The writer's drafts, the newest first.
    public func drafts(of account: String) async throws -> [Draft] {
        try await ledger.read { [drafts] in try drafts.all(of: account, $0) }
    }

    /// - Throws: `draft.not_found`.
    public func draft(_ id: ID<Draft>, of account: String) async throws -> Draft {
        try await ledger.read { [drafts] in try drafts.find(id, of: account, $0) }
    }

    /// Begins an application with what the platform knows filled in, or goes on with the one begun before in the same situation.
    public func beginDraft(
        _ item: PublishedItem, holder: CaseHolder, situation: [String: String], known: [String: String], account: String
    ) async throws -> Draft {
        let answers = item.item.situations?.cleaned(situation) ?? [:]
        let open = try await drafts(of: account).first { $0.itemCode == item.code && $0.content.holder.code == holder.code }
        if let open, open.itemVersion == item.version {
            var open = open
            if !answers.isEmpty { open.content.situation = answers }
            return try await save(open)
        }
        let values = item.item.effectiveForm.properties.compactMapValues { field in field.prefill.flatMap { known[$0] }.map(JSON.string) }
        return try await save(Draft(
            id: ID(at: clock.now, random), account: account, itemCode: item.code, itemVersion: item.version,
            content: CaseContent(holder: holder, situation: answers, values: values), materials: [], updatedAt: clock.now))
    }

    /// Changes a draft as it is now: what another request has put in meanwhile stays, and one that was handed in stays gone.
    /// - Throws: `draft.not_found`.
    public func change<Value: Sendable>(
        _ id: ID<Draft>, of account: String, _ body: @escaping @Sendable (inout Draft) -> Value
    ) async throws -> (draft: Draft, value: Value) {
        let now = clock.now
        return try await scratch.write { [drafts] tx in
            var draft = try drafts.hold(id, of: account, tx)
            let value = body(&draft)
            draft.updatedAt = now
            try drafts.save(draft, tx)
            return (draft, value)
        }
    }

    /// Begins a draft, or keeps it as it is now.
    @discardableResult
    public func save(_ draft: Draft) async throws -> Draft {
        let kept = Draft(id: draft.id, account: draft.account, itemCode: draft.itemCode, itemVersion: draft.itemVersion,
                         content: draft.content, materials: draft.materials, updatedAt: clock.now)
        try await scratch.write { [drafts] in try drafts.save(kept, $0) }
        return kept
    }

    public func discard(_ id: ID<Draft>, of account: String) async throws {
        try await scratch.write { [drafts] in try drafts.delete(id, of: account, $0) }
    }

    /// Hands the draft in. Sent twice, it is the same case.
    public func submit(_ draft: Draft, declared: Bool, by actor: Actor) async throws -> Case {
        let item = try await catalogue.item(draft.itemCode, version: draft.itemVersion)
        let application = Application(
            holder: draft.content.holder, situation: draft.content.situation, values: draft.content.values, materials: draft.materials,
            promised: draft.content.promised, declared: declared)
        return try await submit(
            application, for: item, source: .online, key: draft.id.text, account: draft.account, by: actor, draft: draft.id)
    }

    /// The case that a draft has become, when its writer comes back to a page that is past.
    public func submitted(_ draft: ID<Draft>, by actor: Actor) async throws -> ID<Case>? {
        try await ledger.read { [store] in try store.submission(of: actor.id, key: draft.text, $0) }
    }
}
