import Kernel

/// How far each node of a procedure is, for people who look at it.
public struct Progress: Sendable, Hashable {
    public enum Mark: String, Sendable {
        /// 已办
        case done
        /// 在办
        case active
        /// 挂起
        case held
        /// 中止: cut off by something else.
        case cancelled
    }

    public struct Step: Sendable, Hashable {
        public let mark: Mark
        public let since: Timestamp
        /// `nil` while it is under way.
        public let until: Timestamp?
    }

    /// By the nodes' ids; what hasn't been come to is missing.
    public private(set) var steps: [String: Step] = [:]
    /// The flows that were taken.
    public private(set) var flows: Set<String> = []

    public init(_ instance: ProcessInstance) {
        for passage in instance.trail where passage.end != .undone {
            steps[passage.at] = Step(mark: passage.end == .passed ? .done : .cancelled, since: passage.since, until: passage.until)
            if let flow = passage.via { flows.insert(flow) }
        }
        for token in instance.tokens {
            let isHeld = instance.suspended != nil || instance.isSuspended(token)
            steps[token.at] = Step(mark: isHeld ? .held : .active, since: token.since, until: nil)
            if let flow = token.via { flows.insert(flow) }
        }
    }
}
