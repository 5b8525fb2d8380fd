import Kernel
import Organisations

/// Who acts on a case: in what capacity, with which roles, and how far he sees.
public struct CaseActor: Sendable {
    public let actor: Actor
    public let roles: Set<StaffMember.Role>
    public let scope: CaseScope

    public init(_ actor: Actor, roles: Set<StaffMember.Role> = [], scope: CaseScope) {
        (self.actor, self.roles, self.scope) = (actor, roles, scope)
    }

    /// Jobs, timers, readers.
    public static func platform(_ name: String) -> CaseActor { CaseActor(.system(name), scope: .platform) }
}

/// What somebody may do with a case he can see. Pure; the pages ask it what to offer, the commands what to allow.
public enum CasePolicy {
    /// - Throws: `case.not_yours` when another role must do it, `case.same_person` when whoever accepted would decide (收受分离).
    public static func check(_ event: CaseEvent, on record: Case, by actor: CaseActor, procedure: Procedure) throws(Problem) {
        switch event {
        case .withdraw, .supplyCorrection:
            guard case .holder = actor.scope else { throw Problem("case.not_yours", .forbidden) }
        case .lapse:
            guard actor.actor.kind == .system else { throw Problem("case.not_yours", .forbidden) }
        case .accept, .requestCorrection, .declineToAccept:
            guard actor.actor.kind == .system || holdsStage(of: record, actor, procedure) else {
                throw Problem("case.not_yours", .forbidden)
            }
        case .pass, .grant, .refuse, .suspend, .resume:
            guard holdsStage(of: record, actor, procedure) else { throw Problem("case.not_yours", .forbidden) }
            guard record.acceptedBy != actor.actor.id else { throw Problem("case.same_person", .forbidden) }
        }
    }

    public static func mayDo(_ event: CaseEvent, on record: Case, by actor: CaseActor, procedure: Procedure) -> Bool {
        guard (try? procedure.step(record.standing, event)) != nil else { return false }
        return (try? check(event, on: record, by: actor, procedure: procedure)) != nil
    }

    /// Whether the stage that the case is in is the actor's: a clerk acts for every body of his region, all others for their own
    /// alone, however far they may see.
    static func holdsStage(of record: Case, _ actor: CaseActor, _ procedure: Procedure) -> Bool {
        let role = StaffMember.Role(rawValue: procedure.role(of: record.standing.stage))
        guard let role, actor.roles.contains(role) else { return false }
        return role == .window || actor.actor.body == record.body
    }
}

/// Why somebody who works on a case looks at personal data in the clear. Chosen, not written: acts are kept for ever, and
/// what people write there might name somebody.
public enum RevealReason: String, Sendable, Codable, CaseIterable {
    /// To compare it with the materials.
    case verify
    /// To call or write to the applicant.
    case contact
    /// To go there.
    case inspect
}
