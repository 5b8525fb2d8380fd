import Kernel
import Ledger
import Storage

/// What is gathered for a correction, file by file, before it is supplied.
extension Cases {
    /// What was gathered so far, or a fresh start.
    public func correctionDraft(of file: CaseFile, account: String) async throws -> Draft {
        let fresh = Draft.correction(of: file, account: account, at: clock.now)
        return try await ledger.read { [drafts] in try drafts.find(ifAny: fresh.id, of: account, $0) } ?? fresh
    }

    /// Changes what was gathered as it is now, and begins with it if need be.
    /// - Throws: `case.step_refused` when nothing is asked for any more.
    public func changeCorrection<Value: Sendable>(
        of file: CaseFile, account: String, _ body: @escaping @Sendable (inout Draft) -> Value
    ) async throws -> (draft: Draft, value: Value) {
        let now = clock.now, fresh = Draft.correction(of: file, account: account, at: now)
        return try await scratch.write { [store, drafts] tx in
            // Held, so that nothing is gathered any more once it is supplied.
            guard try store.hold(file.record.id, in: .platform, tx).standing.phase == .correcting else {
                throw Problem("case.step_refused", .conflict, ["event": CaseEvent.supplyCorrection.name])
            }
            try drafts.insert(fresh, tx)
            let changed = try drafts.change(fresh.id, of: account, at: now, tx, body)
            return (try changed.draft.checked(at: now, tx), changed.value)
        }
    }
}
