/// What our extension attributes say of a node: who does it, as which stage, within what time, with what papers.
public struct Duty: Sendable, Hashable {
    /// 办理环节: 收件, 受理, 审查, 决定 …
    public var stage: String?
    /// 办理角色: whose work it is; from the node itself or the lane it stands in. FEEL when it begins with `=`.
    public var role: String?
    /// 承办机构, when it isn't the item's own. FEEL when it begins with `=`.
    public var body: String?
    /// The step's share of the promise, in working days (工作日).
    public var days: Int?
    /// 特别程序: its time isn't counted towards the promise (行政许可法 art. 45).
    public var isSpecial = false
    /// Documents (文书) that this step writes.
    public var documents: [String] = []
    /// The outcomes that may be given on completing it; empty when any may.
    public var outcomes: [String] = []
    /// How the opinions of several become one.
    public var join: JoinRule = .all
    /// The outcome that counts as consent.
    public var passing = Duty.pass

    public static let pass = "pass"
}

/// When several reviews (会签, 联审) are decided, and how.
public enum JoinRule: Sendable, Hashable {
    /// Everyone is heard. Consent of all is consent; otherwise the first other outcome stands.
    case all
    /// The first to speak decides (或签).
    case any
    /// So many consents are enough; as soon as they can't be reached any more, the first other outcome stands.
    case quorum(Int)
    /// The first other outcome decides at once (一票否决); consent of all is consent.
    case veto

    /// Reads `all`, `any`, `veto`, `quorum:2`.
    init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "any": self = .any
        case "veto": self = .veto
        default:
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == "quorum", let count = Int(parts[1]), (1...1000).contains(count) else { return nil }
            self = .quorum(count)
        }
    }

    /// Whether the rule may decide before everybody has spoken.
    var isEarly: Bool { self != .all }

    /// What was decided.
    struct Verdict: Hashable {
        let outcome: String?
    }

    /// - Parameters:
    ///   - outcomes: of those who have spoken, in order. One without an outcome has passed.
    ///   - expected: how many will speak in all.
    /// - Returns: `nil` while the others must be waited for.
    func verdict(_ outcomes: [String?], of expected: Int, passing: String) -> Verdict? {
        let other = outcomes.first { $0 != nil && $0 != passing }.map { Verdict(outcome: $0) }
        let consents = outcomes.count { $0 == nil || $0 == passing }
        let consent = Verdict(outcome: outcomes.contains { $0 != nil } ? passing : nil)
        let isComplete = outcomes.count >= expected
        switch self {
        case .all: return isComplete ? other ?? consent : nil
        case .veto: return other ?? (isComplete ? consent : nil)
        case .any: return outcomes.first.map { Verdict(outcome: $0) } ?? (isComplete ? consent : nil)
        case .quorum(let count):
            if consents >= count { return consent }
            return consents + expected - outcomes.count < count || isComplete ? other ?? consent : nil
        }
    }
}

/// An activity that is done more than once.
public enum Repetition: Sendable, Hashable {
    /// 循环: again while the condition holds, at most so often.
    case loop(condition: String, isTestedBefore: Bool, limit: Int)
    /// 多实例: once for each of several, at the same time or one after another.
    case each(Each)

    public struct Each: Sendable, Hashable {
        public let isSequential: Bool
        /// How many, in FEEL, or
        public let cardinality: String?
        /// a list, in FEEL, whose elements are each one's `item`.
        public let collection: String?
        public let item: String?
        /// Ends the whole early, in FEEL over `nrOfInstances`, `nrOfCompletedInstances`, `nrOfActiveInstances`.
        public let completion: String?
        /// The variable that receives the list of what each one answered.
        public let results: String?
    }

    /// As many as one activity may be done at once.
    public static let limit = 1000
}
