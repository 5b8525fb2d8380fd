import Cases
import Catalogue
import Workflow

/// The steps that a desk offers on a case, in the order in which they are offered.
enum StepKind: String, Sendable, CaseIterable {
    case accept, pass, grant, resume
    case requestCorrection = "correction"
    case declineToAccept = "decline"
    case refuse
    /// An opinion that only this procedure knows.
    case opinion
    case suspend
    /// 退回
    case sendBack = "return"

    /// What is usually done next; the others are folded away until they are wanted.
    var isMain: Bool { [.accept, .pass, .grant, .resume].contains(self) }

    /// Against the applicant's wish.
    var isAgainst: Bool { [.declineToAccept, .refuse].contains(self) }

    /// Cannot be taken back, so it is asked for once more.
    var isFinal: Bool { ![.pass, .resume, .opinion, .sendBack].contains(self) }
}

/// A step that may be taken, about one work item.
struct StepOffer: Sendable {
    let kind: StepKind
    let event: CaseEvent
    let task: CaseTask
    /// Whether the actor has several work items here, so that each must say of which step it is.
    var isOneOfSeveral = false

    /// What of this kind may be done at the work item.
    static func all(_ kind: StepKind, at task: CaseTask, _ opened: OpenCase) -> [StepOffer] {
        events(kind, at: task, opened).filter { event in
            task.takes(event) && CasePolicy.mayDo(event, at: task, on: opened.record, by: opened.actor)
        }.map { StepOffer(kind: kind, event: $0, task: task) }
    }

    private static func events(_ kind: StepKind, at task: CaseTask, _ opened: OpenCase) -> [CaseEvent] {
        let phase = opened.record.standing.phase, isReceived = phase == .received, isRunning = phase == .running
        guard !task.isHeld else { return kind == .resume && phase == .suspended ? [.resume] : [] }
        switch kind {
        case .accept: return isReceived ? [.accept] : []
        case .requestCorrection: return isReceived && opened.file.correction == nil ? [.requestCorrection] : []
        case .declineToAccept: return isReceived ? [.declineToAccept] : []
        case .pass: return [.pass]
        case .grant: return isRunning ? [.grant] : []
        case .refuse: return isRunning ? [.refuse] : []
        case .opinion: return task.outcomes.map(CaseEvent.init(outcome:)).filter { $0.isOpinion && $0 != .pass }
        case .suspend: return isRunning && !opened.item.specialProcedures.isEmpty ? [.suspend] : []
        case .resume: return []
        case .sendBack: return opened.procedure.returns(of: task.work, in: opened.file.course).first.map { [.sendBack(to: $0.id)] } ?? []
        }
    }
}
