/// A node of a procedure (流程节点): an event, an activity or a gateway. A class, though it never changes: steps pass nodes about, and
/// what a node says of itself is much to copy.
public final class FlowNode: Sendable {
    public enum Kind: Sendable, Hashable {
        /// 开始事件. `isInterrupting` matters for event sub-processes only.
        case start(Trigger, isInterrupting: Bool)
        /// 结束事件
        case end(Trigger)
        /// 中间捕获事件
        case catching(Trigger)
        /// 中间抛出事件
        case throwing(Trigger)
        /// 边界事件, on the activity that is `host`.
        case boundary(Trigger, host: Int, isInterrupting: Bool)
        /// 用户任务: people's work.
        case userTask
        /// 手工任务 and the task without a type: nothing for the engine to do.
        case plainTask
        /// 服务任务: `operation` names what is to be performed.
        case serviceTask(operation: String)
        /// 发送任务
        case sendTask(message: String)
        /// 接收任务
        case receiveTask(message: String)
        /// 脚本任务, in FEEL.
        case scriptTask(String)
        /// 业务规则任务: the name of a DMN decision.
        case decisionTask(String)
        /// 调用活动: another process.
        case callActivity(process: String)
        /// 子流程
        case subprocess
        /// 事件子流程
        case eventSubprocess
        /// 排他网关
        case exclusive
        /// 包容网关
        case inclusive
        /// 并行网关
        case parallel
        /// 事件网关
        case eventBased
    }

    public let id: String
    public let name: String
    public let kind: Kind
    /// The sub-process it stands in, by its place in `ProcessDefinition.nodes`; `nil` for the process.
    public let scope: Int?
    public let duty: Duty
    public let repetition: Repetition?
    /// The variable that receives a script's value, a decision's or a service's answer, or a task's outcome; of an end event, the
    /// outcome of the whole (办结结果).
    public let result: String?
    /// The line of the file.
    public let line: Int
    let wiring: Wiring

    /// How a node is joined to others.
    struct Wiring: Sendable {
        var incoming: [Int] = []
        var outgoing: [Int] = []
        var defaultFlow: Int?
        var boundaries: [Int] = []
    }

    init(
        id: String, name: String, kind: Kind, scope: Int?, duty: Duty, repetition: Repetition?, result: String?, line: Int,
        wiring: Wiring = Wiring()
    ) {
        (self.id, self.name, self.kind, self.scope, self.duty) = (id, name, kind, scope, duty)
        (self.repetition, self.result, self.line, self.wiring) = (repetition, result, line, wiring)
    }

    /// The same node, joined to others.
    func wired(_ wiring: Wiring) -> FlowNode {
        FlowNode(
            id: id, name: name, kind: kind, scope: scope, duty: duty, repetition: repetition, result: result, line: line, wiring: wiring
        )
    }
}

extension FlowNode {
    /// By their places in `ProcessDefinition.flows`, in the order in which the node lists them.
    public var incoming: [Int] { wiring.incoming }
    public var outgoing: [Int] { wiring.outgoing }
    public var defaultFlow: Int? { wiring.defaultFlow }
    /// Boundary events on this activity, by their places in `ProcessDefinition.nodes`.
    public var boundaries: [Int] { wiring.boundaries }
}

extension FlowNode {
    public var isActivity: Bool {
        switch kind {
        case .userTask, .plainTask, .serviceTask, .sendTask, .receiveTask, .scriptTask, .decisionTask, .callActivity, .subprocess: true
        default: false
        }
    }

    public var isGateway: Bool {
        switch kind {
        case .exclusive, .inclusive, .parallel, .eventBased: true
        default: false
        }
    }

    var isBoundary: Bool { if case .boundary = kind { true } else { false } }

    /// Whether what it comes upon stops: the activity of a boundary event, the scope of an event sub-process's start.
    var isInterrupting: Bool {
        switch kind {
        case .boundary(_, _, let isInterrupting), .start(_, let isInterrupting): isInterrupting
        default: false
        }
    }

    /// Whether it holds nodes of its own.
    var isScope: Bool { kind == .subprocess || kind == .eventSubprocess }

    /// What starts, ends or wakes it, when it is an event.
    public var trigger: Trigger? {
        switch kind {
        case .start(let trigger, _), .boundary(let trigger, _, _): trigger
        case .end(let trigger), .catching(let trigger), .throwing(let trigger): trigger
        case .receiveTask(let message): .message(message)
        default: nil
        }
    }

    /// What to call it: its name, or its id when it has none.
    public var title: String { name.isEmpty ? id : name }
}

/// What an event waits for or brings about.
public enum Trigger: Sendable, Hashable {
    case none
    case message(String)
    case signal(String)
    case timer(TimerRule)
    /// By code; a handler without a code takes every error.
    case error(String?)
    case escalation(String?)
    case link(String)
    case terminate

    /// An error always interrupts (BPMN 2.0.2, table 10.93).
    var isError: Bool { if case .error = self { true } else { false } }
}

/// When a timer fires. The engine has no clock: whoever performs its effects counts.
public struct TimerRule: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// An instant, ISO 8601.
        case date
        /// A length of time, ISO 8601: `PT2H`.
        case duration
        /// A repetition, ISO 8601: `R3/PT24H`.
        case cycle
        /// Working days by the calendar in force (工作日): a plain number.
        case workingDays
    }

    public let kind: Kind
    /// As written. A text that begins with `=` is FEEL until the timer starts, then its value.
    public let text: String

    public init(_ kind: Kind, _ text: String) { (self.kind, self.text) = (kind, text) }
}
