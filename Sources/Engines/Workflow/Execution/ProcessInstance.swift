import Kernel

/// A procedure under way (流程实例): where its tokens stand, what was done, and its variables. A small value; written as JSON by
/// `Codable` with the property names below as keys, absent when `nil`. Keys are only ever added.
public struct ProcessInstance: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable {
        case running
        /// Every token has come to an end.
        case finished
        /// 撤回: the applicant gave up.
        case withdrawn
        /// An error came that nothing in the procedure caught.
        case failed
    }

    /// The id of the process, and the version it started with.
    public internal(set) var definition: String
    public internal(set) var version: String
    public internal(set) var state = State.running
    /// Since when the whole stands (特别程序, 挂起).
    public internal(set) var suspended: Timestamp?
    /// What came of it: the result of the end event, or the code of the error.
    public internal(set) var outcome: String?
    public internal(set) var variables: [String: JSON]
    /// Live tokens, in the order in which they were made.
    public internal(set) var tokens: [Token] = []
    /// Tokens that have gone on, in the order in which they did.
    public internal(set) var trail: [Passage] = []
    /// The number given last. Numbers are never given twice, so they can be keys outside.
    var last = 0
}

/// A token (令牌): something that is at a node now.
public struct Token: Sendable, Hashable, Codable {
    public let id: Int
    /// The node's id.
    public internal(set) var at: String
    /// The token that holds it, at a sub-process or an activity that is done several times; 0 when nothing does.
    public let scope: Int
    /// The tokens that it came from.
    let from: [Int]
    /// The flow by which it came.
    public internal(set) var via: String?
    public let since: Timestamp
    /// The latest opinion given on its way.
    public internal(set) var outcome: String?
    /// Since when this branch stands, the others going on.
    public internal(set) var suspended: Timestamp?
    /// At a user task: what people have to do before it goes on.
    public internal(set) var work: [WorkItem]?
    /// Which one of several, or which round of a loop, counted from 0.
    public internal(set) var index: Int?
    /// At an activity that is done several times: how far that is.
    var several: Several?
    /// What only this one of several knows: its item, and what it answered.
    public internal(set) var local: [String: JSON]?
    /// How often the timers and messages that don't interrupt it came, by the ids of their events.
    var fired: [String: Int]?
}

/// How far an activity is that is done several times.
struct Several: Sendable, Hashable, Codable {
    let items: [JSON]
    var started = 0
    var outcomes: [String?] = []
    /// What each one answered, by its place; null until it does.
    var answers: [JSON]
}

/// One thing that one person has to do at a user task (待办): the task itself, or a signature added to it (加签).
public struct WorkItem: Sendable, Hashable, Codable {
    /// The task itself has its token's number.
    public let id: Int
    public internal(set) var role: String?
    public internal(set) var assignee: String?
    /// 委派: to whom it comes back when the assignee has done it.
    public internal(set) var owner: String?
    /// What must be done first.
    var after: [Int]
    public internal(set) var done: Done?

    public struct Done: Sendable, Hashable, Codable {
        public let by: String
        public let at: Timestamp
        public let outcome: String?
    }
}

/// A token that has gone on: a step of the procedure that was done (已办).
public struct Passage: Sendable, Hashable, Codable {
    public enum End: String, Sendable, Codable {
        case passed
        /// Cut off by something else: a timer, an error, a review decided without it.
        case cancelled
        /// Taken back by a return to an earlier step.
        case undone
    }

    public let id: Int
    public internal(set) var at: String
    public let scope: Int
    let from: [Int]
    public internal(set) var via: String?
    public let since: Timestamp
    public let until: Timestamp
    public internal(set) var end: End
    /// The token that cut it off.
    let by: Int?
    public let outcome: String?
    public let work: [WorkItem]?
    let index: Int?
}

extension ProcessInstance {
    public var isOpen: Bool { state == .running }

    public func token(_ id: Int) -> Token? { tokens.first { $0.id == id } }

    /// The work items that can be done now, those of suspended branches not among them.
    public var openWork: [WorkItem] {
        guard isOpen, suspended == nil else { return [] }
        return tokens.filter { !isSuspended($0) }.flatMap { token in (token.work ?? []).filter { token.isOpen($0) } }
    }

    /// The stages (办理环节) in which the procedure now is, in the order of its tokens.
    public func stages(_ definition: ProcessDefinition) -> [String] {
        tokens.reduce(into: []) { stages, token in
            guard let stage = definition.node(token.at)?.duty.stage, !stages.contains(stage) else { return }
            stages.append(stage)
        }
    }

    /// Whether the token or anything that holds it stands.
    func isSuspended(_ token: Token) -> Bool {
        var current: Token? = token
        while let token = current {
            if token.suspended != nil { return true }
            current = token.scope == 0 ? nil : self.token(token.scope)
        }
        return false
    }

    mutating func number() -> Int {
        last += 1
        return last
    }
}

extension Token {
    func isOpen(_ item: WorkItem) -> Bool {
        item.done == nil && item.after.allSatisfy { id in work?.contains { $0.id == id && $0.done != nil } ?? false }
    }
}
