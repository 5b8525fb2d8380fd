import Catalogue
import Forms
import Kernel
import Ledger
import Storage

/// Where a draft meets a newer version of its item (事项改版后接着填).
extension Cases {
    /// The draft in its item's newest version, when whoever fills it can simply go on there: nothing that he wrote is lost or must be
    /// written again. Otherwise as it is, in the version that it was begun with.
    public func upToDate(_ draft: Draft) async throws -> Draft {
        guard let newest = catalogue.current.item(code: draft.itemCode), newest.version != draft.itemVersion else { return draft }
        let begun = try await catalogue.item(draft.itemCode, version: draft.itemVersion), now = clock.now
        let situation = newest.decisions.cleaned(draft.content.situation)
        let compatibility = try FormCompatibility(
            from: begun.form, to: newest.form, draft: draft.content.values, facts: .of(situation), today: LocalDate(now))
        guard compatibility.isContinuable, situation == draft.content.situation else { return draft }
        return try await scratch.write { [drafts] tx in
            try drafts.change(draft.id, of: draft.account, at: now, tx) { latest in
                // What another page has put in meanwhile was not looked at: the next visit does.
                if latest.updatedAt == draft.updatedAt { latest.itemVersion = newest.version }
            }.draft
        }
    }
}
