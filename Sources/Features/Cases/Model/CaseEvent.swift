import Workflow

/// What may happen to a case. Those that have a meaning of the law have a name of their own; any other opinion is that of a step.
public enum CaseEvent: Sendable, Hashable {
    /// 受理
    case accept
    /// 补正告知
    case requestCorrection
    case supplyCorrection
    /// 不予受理
    case declineToAccept
    /// A step's work is done, with this opinion: `pass`, `reject`, `inspect` ...
    case complete(String)
    /// 准予, 不予
    case grant, refuse
    /// 特别程序: the whole stands, and goes on.
    case suspend, resume
    /// 撤回
    case withdraw
    /// A time of the procedure has run out.
    case timer(String)
    /// 退回 to an earlier step, by its element.
    case sendBack(to: String)
    /// 转办: this person's from now on.
    case reassign(to: String)
    /// 加签
    case addSign(AddedSign)

    public static let pass = CaseEvent.complete("pass")
}

extension CaseEvent {
    /// The opinion that it gives in the procedure.
    public var outcome: String? {
        switch self {
        case .accept: "accept"
        case .requestCorrection: "correct"
        case .declineToAccept: "decline"
        case .grant: "grant"
        case .refuse: "refuse"
        case .complete(let outcome): outcome
        default: nil
        }
    }

    /// What an opinion is in the eyes of the law.
    public init(outcome: String) {
        let lawful: [CaseEvent] = [.accept, .requestCorrection, .declineToAccept, .grant, .refuse]
        self = lawful.first { $0.outcome == outcome } ?? .complete(outcome)
    }

    /// Whether somebody's work item is what it is about.
    var isOfWork: Bool {
        switch self {
        case .supplyCorrection, .withdraw, .timer: false
        default: true
        }
    }

    /// The document that the law wants with it.
    var document: DocumentKind? { DocumentKind.allCases.first { $0.orderedBy == self } }

    var name: String {
        switch self {
        case .accept: "accept"
        case .requestCorrection: "requestCorrection"
        case .supplyCorrection: "supplyCorrection"
        case .declineToAccept: "declineToAccept"
        case .complete(let outcome): outcome
        case .grant: "grant"
        case .refuse: "refuse"
        case .suspend: "suspend"
        case .resume: "resume"
        case .withdraw: "withdraw"
        case .timer: "timer"
        case .sendBack: "sendBack"
        case .reassign: "reassign"
        case .addSign: "addSign"
        }
    }

    /// The act that records it. A time that ran out and closed the case is a correction that didn't come.
    func actKind(closing result: CaseResult?) -> String {
        switch self {
        case .accept: "case.accepted"
        case .requestCorrection: "case.correction_requested"
        case .supplyCorrection: "case.correction_supplied"
        case .declineToAccept: "case.not_accepted"
        case .complete: "case.passed"
        case .grant: "case.granted"
        case .refuse: "case.refused"
        case .suspend: "case.suspended"
        case .resume: "case.resumed"
        case .withdraw: "case.withdrawn"
        case .timer: result == .noSupplement ? "case.lapsed" : "case.timed_out"
        case .sendBack: "case.returned"
        case .reassign: "case.reassigned"
        case .addSign: "case.sign_added"
        }
    }
}
