import Workflow

/// Who has already put his hand to a case, as far as one hand may not do both (审查与决定分离). Pure.
public struct Hands: Sendable, Hashable {
    /// Who gave an opinion on the matter in an earlier step.
    public let reviewed: Set<String>
    /// Who granted or refused.
    public let decided: Set<String>

    public init(reviewed: Set<String> = [], decided: Set<String> = []) { (self.reviewed, self.decided) = (reviewed, decided) }

    /// - Parameter instance: where every step is noted with who did it; also one that was taken back later: he has looked at it.
    init(_ instance: ProcessInstance) {
        let done = (instance.trail.flatMap { $0.work ?? [] } + instance.tokens.flatMap { $0.work ?? [] }).compactMap(\.done)
        let events = done.map { ($0.by, $0.outcome.map(CaseEvent.init(outcome:))) }
        reviewed = Set(events.filter { $0.1?.isOpinion ?? true }.map(\.0))
        decided = Set(events.filter { $0.1?.isDecision ?? false }.map(\.0))
    }

    /// Whether this would be the other half of what he did before.
    public func bar(_ event: CaseEvent, by actor: String) -> Bool {
        event.isDecision ? reviewed.contains(actor) : event.isOpinion && decided.contains(actor)
    }
}
