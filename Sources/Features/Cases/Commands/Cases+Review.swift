import Catalogue
import Kernel
import Ledger
import Organisations
import Standards

extension Cases {
    /// 查看个人信息: the whole file of a case to be shown unmasked. That it was, to whom and why is recorded before it is.
    /// - Throws: `case.not_found`.
    public func reveal(_ id: ID<Case>, for reason: RevealReason, by actor: CaseActor) async throws -> CaseFile {
        let now = clock.now
        return try await ledger.command { [self] tx in
            let record = try store.find(id, in: actor.scope, tx)
            let act = act("case.revealed", on: record, by: actor.actor, at: now, ["reason": reason.rawValue])
            return Acted(try store.file(of: record, tx), act)
        }
    }

    /// 材料审查: marks one material as accepted or returned with the reason.
    /// - Throws: `case.not_found`, `case.not_yours`, `case.material_unknown`.
    public func judge(_ key: String, of id: ID<Case>, _ verdict: CaseMaterial.Verdict, reason: String?, by actor: CaseActor) async throws {
        let procedure = try Procedure(try await self.item(of: find(id, in: actor.scope)))
        let reason = verdict == .returned ? try required(reason ?? "", field: "reason") : nil
        let now = clock.now
        try await ledger.command { [self] tx in
            let record = try store.hold(id, in: actor.scope, tx)
            let tasks = procedure.tasks(record.course(try store.kept(id, tx).process))
            guard tasks.contains(where: { CasePolicy.holds($0, of: record, actor) }) else {
                throw Problem("case.not_yours", .forbidden)
            }
            try store.judge(key, of: id, verdict, reason: reason, tx)
            let facts = ["material": key, "verdict": verdict.rawValue]
            return Acted(recording: act("case.material_judged", on: record, by: actor.actor, at: now, facts))
        }
    }

    /// 特别程序: the clock stands for at most the days that the item allows for this procedure (art. 45).
    /// - Throws: `case.special_unknown` when the item has no such procedure.
    public func suspend(_ id: ID<Case>, kind: String, reason: String, seen revision: Int, by actor: CaseActor) async throws -> Case {
        let file = try await self.file(id, in: actor.scope)
        let item = try await self.item(of: file.record).item
        guard let special = item.specialProcedures.first(where: { $0.kind == kind }) else {
            throw Problem("case.special_unknown", .invalid)
        }
        let today = clock.today
        let suspension = CaseSuspension(kind: kind, startedOn: today, approvedDays: special.days, endedOn: nil)
        let facts = ["special": kind, "startedOn": "\(today)", "approvedDays": "\(special.days)"]
        return try await step(.suspend, on: id, .whole(revision: revision), opinion: required(reason), by: actor, facts: facts) {
            [self] _, _, tx in
            try store.insert(suspension, place: store.suspensions(of: id, tx).count, of: id, tx)
        }
    }

    /// 特别程序结束: the clock goes on.
    public func resume(_ id: ID<Case>, opinion: String, seen revision: Int, by actor: CaseActor) async throws -> Case {
        let today = clock.today
        let facts = ["endedOn": "\(today)"]
        return try await step(.resume, on: id, .whole(revision: revision), opinion: required(opinion), by: actor, facts: facts) {
            [self] _, _, tx in
            try store.endSuspension(of: id, on: today, tx)
        }
    }
}
