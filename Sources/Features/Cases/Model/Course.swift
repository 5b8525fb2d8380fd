import Catalogue
import Kernel
import Workflow

/// 办件的进程: how far a case is in its procedure. Nothing personal is in it.
public struct Course: Sendable, Hashable {
    public internal(set) var instance: ProcessInstance
    public internal(set) var standing: Standing
    /// Whether it has been accepted: until then it is only received.
    public internal(set) var isAccepted: Bool
}

/// One open work item of a case (待办): what one person has to do at a step.
public struct CaseTask: Sendable, Hashable {
    /// Never given twice within a case.
    public let work: Int
    /// The step, by its element in the procedure, and what it is called.
    public let element: String
    public let name: String
    public let stage: String
    public let role: String
    /// Whose it is when it was given to somebody (转办).
    public let assignee: String?
    /// The opinions that may be given; any, when there are none.
    public let outcomes: [String]
    /// Whether it must wait: the case stands, or a signature comes first.
    public let isHeld: Bool
    /// Whether it was asked for in addition (加签).
    public let isAdded: Bool
    /// Who may not do it, because of what he did to the case before.
    public var hands = Hands()
}

extension CaseTask {
    /// Whether the event could be this work item's: an opinion that it may give, or anything else that is done with work.
    public func takes(_ event: CaseEvent) -> Bool {
        event.outcome.map { outcomes.contains($0) || outcomes.isEmpty && event.isOpinion } ?? true
    }
}

/// What a step asks of the feature.
public enum CaseEffect: Sendable, Hashable {
    /// The promised and statutory times begin.
    case startClock
    case stopClock, restartClock
    /// A step that is a special procedure (特别程序) is open, and for how many working days at most; or is over.
    case beginSpecial(element: String, days: Int)
    case endSpecial(element: String)
    case close(CaseResult)
    /// A document of this kind must be written, numbered and sealed.
    case issue(DocumentKind)
    case startTimer(TimerOrder)
    case cancelTimer(String), holdTimer(String), releaseTimer(String)
    /// The procedure has something to say: 催办, 上报, 通知.
    case tell(Notice, name: String, element: String)

    var isEndOfSpecial: Bool { if case .endSpecial = self { true } else { false } }

    public enum Notice: String, Sendable { case reminded, escalated, signalled }
}

/// The event can't happen where the case stands.
public struct StepRefused: Error, Hashable {
    public let standing: Standing
    public let event: CaseEvent
}

/// What a procedure may ask about a case: values of conditions, and decisions of the item's rules.
public protocol CaseFacts: Expressions {
    func decide(_ decision: String) throws -> JSON
}
