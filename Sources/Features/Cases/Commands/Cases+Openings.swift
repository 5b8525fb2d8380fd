import Kernel
import Ledger
import Storage

/// 查阅材料: staff open a paper of a case with a reason, and that they did is an act. Whoever has the case in hand checks it, which is reason
/// enough; anybody else says why, once a case and day. One act a person, paper and day: a viewer that fetches a file piece by piece, or
/// page by page, opens it once.
extension Cases {
    /// Why the actor may open this case's papers today; `nil` when he has to say first.
    public func reasonToLook(at file: CaseFile, by actor: CaseActor) async throws -> RevealReason? {
        let tasks = try Procedure(await item(of: file.record)).tasks(file.course), today = clock.today
        let said = try await ledger.read { [store] in try store.reason(of: actor.actor.id, for: file.record.id, on: today, $0) }
        if let said { return said }
        return tasks.contains { CasePolicy.holds($0, of: file.record, actor) } ? .verify : nil
    }

    /// Says why, for today. Nothing is opened by it, so it is no act.
    /// - Throws: `case.not_found`.
    public func look(at id: ID<Case>, for reason: RevealReason, by actor: CaseActor) async throws {
        let today = clock.today
        try await scratch.write { [store] tx in
            _ = try store.find(id, in: actor.scope, tx)
            try store.note(reason, of: actor.actor.id, for: id, on: today, tx)
        }
    }

    /// The file of the case, to give out this paper of it.
    /// - Throws: `case.not_found`, `page.not_found`; `case.no_reason` when he hasn't said why.
    public func open(_ paper: CasePaper, of id: ID<Case>, by actor: CaseActor) async throws -> CaseFile {
        let file = try await file(id, in: actor.scope), today = clock.today, now = clock.now
        var (kind, facts) = try told(paper, of: file)
        let isOpen = try await ledger.read { [store] in try store.hasOpened(paper, of: id, actor.actor.id, on: today, $0) }
        if isOpen { return file }
        guard let reason = try await reasonToLook(at: file, by: actor) else { throw Problem("case.no_reason", .forbidden) }
        facts["reason"] = reason.rawValue
        return try await ledger.command { [self, kind, facts] tx in
            let record = try store.find(id, in: actor.scope, tx)
            try store.insert(opening: paper, of: id, actor.actor.id, on: today, tx)
            return Acted(file, act(kind, on: record, by: actor.actor, at: now, facts))
        }
    }

    /// What its act says of the paper: which one it is, never what people called their file.
    private func told(_ paper: CasePaper, of file: CaseFile) throws(Problem) -> (kind: String, facts: [String: String]) {
        switch paper {
        case .material(let key, let place):
            _ = try file.material(key, place)
            return ("case.material_opened", ["material": key, "place": "\(place)"])
        case .document(let place):
            let document = try file.document(place)
            return ("case.document_opened", ["document": document.kind.rawValue, "documentNumber": document.number])
        }
    }
}
