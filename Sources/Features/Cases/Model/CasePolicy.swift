import Identity
import Kernel
import Organisations
import Workflow

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
    /// - Parameter task: the work item that the event is about, where it is about one.
    /// - Throws: `case.not_yours` when another must do it, `case.same_person` when whoever accepted would decide (收受分离),
    ///   `case.same_reviewer` when whoever reviewed would decide, unless the item lets one do both.
    public static func check(_ event: CaseEvent, at task: CaseTask?, of record: Case, by actor: CaseActor) throws(Problem) {
        let isSystem = actor.actor.kind == .system
        let isAllowed = switch event {
        case .withdraw, .supplyCorrection: if case .holder = actor.scope { true } else { false }
        case .timer: isSystem
        case .accept, .requestCorrection, .declineToAccept: isSystem || task.map { holds($0, of: record, actor) } ?? false
        default: task.map { holds($0, of: record, actor) } ?? false
        }
        guard isAllowed else { throw Problem("case.not_yours", .forbidden) }
        if event.isReview, record.acceptedBy == actor.actor.id { throw Problem("case.same_person", .forbidden) }
        if task?.hands.bar(event, by: actor.actor.id) ?? false { throw Problem("case.same_reviewer", .forbidden) }
    }

    public static func mayDo(_ event: CaseEvent, at task: CaseTask? = nil, on record: Case, by actor: CaseActor) -> Bool {
        (try? check(event, at: task, of: record, by: actor)) != nil
    }

    /// Whether the work item is the actor's: a clerk acts for every body of his region, all others for their own alone, however far they
    /// may see; what was given to somebody is his.
    public static func holds(_ task: CaseTask, of record: Case, _ actor: CaseActor) -> Bool {
        guard let role = StaffMember.Role(rawValue: task.role), actor.roles.contains(role) else { return false }
        guard task.assignee.map({ $0 == actor.actor.id }) ?? true else { return false }
        return role == .window || actor.actor.body == record.body
    }
}

extension CasePolicy {
    /// The work item that the event is about: the one that is named; for what concerns the whole, the first by which the
    /// actor may do it.
    /// - Throws: as `check`; `case.step_refused`.
    static func task(
        for event: CaseEvent, named work: Int?, in course: Course, of record: Case, _ procedure: Procedure, by actor: CaseActor
    ) throws(Problem) -> CaseTask? {
        guard event.isOfWork else {
            try check(event, at: nil, of: record, by: actor)
            return nil
        }
        let all = procedure.tasks(course).filter { task in work.map { $0 == task.work } ?? true }
        guard !all.isEmpty else { throw event.refused }
        let fit = all.filter { $0.takes(event) }
        let mine = fit.filter { task in (try? check(event, at: task, of: record, by: actor)) != nil }
        if let task = mine.first { return task }
        // Nothing to do for this actor: say whether because of him or because of where the case stands.
        try check(event, at: fit.first ?? all.first { holds($0, of: record, actor) } ?? all[0], of: record, by: actor)
        throw event.refused
    }
}

extension CaseEvent {
    /// What an agent's mandate must give for it.
    var power: Agency.Power? {
        switch self {
        case .withdraw: .withdraw
        case .supplyCorrection: .correct
        default: nil
        }
    }

    /// Whether it looks into the matter itself, which whoever accepted may not do.
    var isReview: Bool {
        switch self {
        case .complete, .grant, .refuse, .suspend, .resume, .sendBack: true
        default: false
        }
    }

    /// Standing still and going on concern the whole, whichever work item allows it.
    public var isOfOneWork: Bool { self != .suspend && self != .resume }

    /// Whether it ends the matter.
    public var isDecision: Bool { self == .grant || self == .refuse }

    public var isOpinion: Bool { if case .complete = self { true } else { false } }

    var refused: Problem { Problem("case.step_refused", .conflict, ["event": name]) }
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
