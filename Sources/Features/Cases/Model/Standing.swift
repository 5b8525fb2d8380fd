/// Where a case stands, as the law calls it: what acts, pages and supervision know of its procedure. Kept with the case; small, and
/// readable by people.
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
    /// The stage (办理环节) of the first open step; of a closed case the one in which it ended.
    public let stage: String

    public init(phase: Phase, stage: String) { (self.phase, self.stage) = (phase, stage) }
}

/// 办结结果
public enum CaseResult: String, Sendable, Codable, CaseIterable {
    case granted, refused, notAccepted, withdrawn, noSupplement

    /// Whether the body decided it, rather than the applicant ending it himself.
    public var isDecided: Bool { [.granted, .refused, .notAccepted].contains(self) }
}
