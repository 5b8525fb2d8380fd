import Kernel

/// What happens to a procedure. Whoever tells the engine has checked that the actor may do it.
public enum ProcessEvent: Sendable, Hashable, Codable {
    /// A work item is done, with an opinion and what was entered.
    case complete(work: Int, outcome: String? = nil, variables: [String: JSON] = [:], by: String)
    /// 转办, or taking it on: from now on this person's.
    case reassign(work: Int, to: String)
    /// 委派: another does it, then it comes back.
    case delegate(work: Int, to: String, by: String)
    /// 加签
    case addSign(work: Int, AddedSign)
    /// 退回 to a step that led here.
    case sendBack(work: Int, to: String, by: String)
    /// 取回: the step that was done last is taken back by who did it, as long as nobody has acted on it.
    case takeBack(work: Int, by: String)
    /// 挂起 the whole, or one branch: that of a work item, or of a token and all it holds.
    case suspend(work: Int? = nil)
    /// 恢复
    case resume(work: Int? = nil)
    /// 撤回: the applicant gives up.
    case withdraw
    /// A service, a decision or a called process has answered.
    case answer(token: Int, variables: [String: JSON] = [:], value: JSON? = nil, outcome: String? = nil)
    /// It has failed, with the code of an error.
    case fail(token: Int, code: String)
    /// A timer has run out.
    case timer(String)
    /// A message (消息) for whoever in this procedure waits for it.
    case message(String, variables: [String: JSON] = [:])
    /// A signal (信号) for all who wait for it.
    case signal(String, variables: [String: JSON] = [:])
}

/// A signature asked for in addition (加签).
public struct AddedSign: Sendable, Hashable, Codable {
    public enum Place: String, Sendable, Codable {
        /// 前加签: the task waits for it.
        case before
        /// 后加签: it comes when the task is done.
        case after
        /// 并加签: at the same time; the procedure goes on when both are done.
        case parallel
    }

    public let place: Place
    public let role: String?
    public let assignee: String?

    public init(_ place: Place, role: String? = nil, assignee: String? = nil) {
        (self.place, self.role, self.assignee) = (place, role, assignee)
    }
}
