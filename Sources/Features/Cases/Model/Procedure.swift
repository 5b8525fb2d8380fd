import Catalogue

/// How a case moves: a pure step from a state and an event to the next state and what is to be done about it. Today's
/// procedure is an item's list of stages in order; a BPMN engine takes its place behind the same step.
public struct Procedure: Sendable {
    public let stages: [Stage]

    public init(_ item: ServiceItem) { stages = item.stages }

    /// Who must act in a stage.
    public func role(of stage: String) -> String { stages.first { $0.key == stage }?.role ?? "officer" }

    public func name(of stage: String) -> String { stages.first { $0.key == stage }?.name ?? stage }

    /// The stage after this one; `nil` at the end.
    public func next(after stage: String) -> Stage? {
        stages.firstIndex { $0.key == stage }.flatMap { stages.dropFirst($0 + 1).first }
    }
}

/// Where a case stands. Kept with the case; small, and readable by people.
public struct Standing: Sendable, Hashable, Codable {
    /// 办件状态
    public enum Phase: String, Sendable, Codable, CaseIterable {
        /// 收件: handed in, not yet accepted.
        case received
        /// 补正: waiting for what the one notice of correction asked for.
        case correcting
        /// 受理后办理中
        case running
        /// 特别程序: the clock stands.
        case suspended
        /// 办结
        case closed
    }

    public let phase: Phase
    /// The key of the stage, in `received` the first one.
    public let stage: String

    public init(phase: Phase, stage: String) { (self.phase, self.stage) = (phase, stage) }
}

/// What may happen to a case.
public enum CaseEvent: Sendable, Hashable {
    case accept
    case requestCorrection
    case supplyCorrection
    case declineToAccept
    /// The stage's work is done; on to the next.
    case pass
    case grant, refuse
    case suspend, resume
    case withdraw
    /// The applicant never supplied what was asked for.
    case lapse
}

/// 办结结果
public enum CaseResult: String, Sendable, Codable, CaseIterable {
    case granted, refused, notAccepted, withdrawn, noSupplement
}

/// What a step asks of the feature.
public enum CaseEffect: Sendable, Hashable {
    /// The promised and statutory times begin.
    case startClock
    case stopClock, restartClock
    case close(CaseResult)
    /// A document of this kind must be written, numbered and sealed.
    case issue(DocumentKind)
}

extension Procedure {
    public var start: Standing { Standing(phase: .received, stage: stages.first?.key ?? "accept") }

    /// - Throws: `StepRefused` when the event has no meaning where the case stands.
    public func step(_ standing: Standing, _ event: CaseEvent) throws(StepRefused) -> (standing: Standing, effects: [CaseEffect]) {
        let stay = { (phase: Standing.Phase) in Standing(phase: phase, stage: standing.stage) }
        switch (standing.phase, event) {
        case (.received, .accept):
            let first = next(after: standing.stage)?.key ?? standing.stage
            return (Standing(phase: .running, stage: first), [.startClock, .issue(.acceptance)])
        case (.received, .requestCorrection): return (stay(.correcting), [.issue(.correction)])
        case (.received, .declineToAccept): return (stay(.closed), [.close(.notAccepted), .issue(.notAccepted)])
        case (.correcting, .supplyCorrection): return (stay(.received), [])
        case (.correcting, .lapse): return (stay(.closed), [.close(.noSupplement)])
        case (.running, .pass):
            guard let next = next(after: standing.stage) else { throw StepRefused(standing: standing, event: event) }
            return (Standing(phase: .running, stage: next.key), [])
        case (.running, .grant) where next(after: standing.stage) == nil: return (stay(.closed), [.close(.granted), .issue(.granted)])
        case (.running, .refuse) where next(after: standing.stage) == nil: return (stay(.closed), [.close(.refused), .issue(.refused)])
        case (.running, .suspend): return (stay(.suspended), [.stopClock, .issue(.suspension)])
        case (.suspended, .resume): return (stay(.running), [.restartClock])
        case (.received, .withdraw), (.correcting, .withdraw), (.running, .withdraw), (.suspended, .withdraw):
            return (stay(.closed), [.close(.withdrawn)])
        default: throw StepRefused(standing: standing, event: event)
        }
    }

    /// Every event that has a meaning here: what the page may offer.
    public func possible(_ standing: Standing) -> [CaseEvent] {
        let all: [CaseEvent] = [
            .accept, .requestCorrection, .supplyCorrection, .declineToAccept, .pass, .grant, .refuse, .suspend, .resume, .withdraw, .lapse,
        ]
        return all.filter { event in (try? step(standing, event)) != nil }
    }
}

/// The event can't happen where the case stands.
public struct StepRefused: Error, Hashable {
    public let standing: Standing
    public let event: CaseEvent
}
