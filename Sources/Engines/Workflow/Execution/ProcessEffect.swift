/// What a step asks of the feature, in order. Numbers are those of work items and tokens; they never repeat within an instance.
public enum ProcessEffect: Sendable, Hashable {
    /// A work item for somebody's list.
    case createTask(TaskOrder)
    /// The same work item, described anew: the instance was carried over to another version.
    case changeTask(TaskOrder)
    case cancelTask(Int)
    /// It can't be done for the time being: suspended, or waiting for a signature added before it.
    case holdTask(Int)
    case releaseTask(Int)
    /// It is this person's now.
    case assignTask(Int, to: String)
    case startTimer(TimerOrder)
    case cancelTimer(String)
    /// What is left of it stays left.
    case holdTimer(String)
    case releaseTimer(String)
    case sendMessage(name: String, element: String)
    case broadcast(signal: String)
    /// Answered by `ProcessEvent.answer` or `.fail` under the token's number.
    case perform(operation: String, token: Int, element: String)
    case decide(decision: String, token: Int, element: String)
    case call(process: String, token: Int, element: String)
    /// The answer isn't wanted any more.
    case cancelWork(Int)
    /// Nothing in the procedure caught it.
    case escalated(code: String?, element: String)
    case finished(outcome: String?)
    case failed(code: String, element: String)
    case withdrawn
}

/// A work item to be made.
public struct TaskOrder: Sendable, Hashable {
    /// The work item's number.
    public let work: Int
    public let element: String
    public let name: String
    public let stage: String?
    public let role: String?
    public let body: String?
    public let assignee: String?
    /// Working days (工作日).
    public let days: Int?
    public let isSpecial: Bool
    public let documents: [String]
    public let outcomes: [String]
    /// Whether it can be done at once.
    public let isHeld: Bool
}

/// A timer to be started; what it is called when it has run out is `id`.
public struct TimerOrder: Sendable, Hashable {
    public let id: String
    public let element: String
    /// With the expression worked out.
    public let rule: TimerRule
}
