import Cases

/// The steps that a desk offers on a case, in the order in which they are offered.
enum StepKind: String, Sendable, CaseIterable {
    case accept, pass, grant, resume
    case requestCorrection = "correction"
    case declineToAccept = "decline"
    case refuse, suspend

    var event: CaseEvent {
        switch self {
        case .accept: .accept
        case .pass: .pass
        case .grant: .grant
        case .resume: .resume
        case .requestCorrection: .requestCorrection
        case .suspend: .suspend
        case .declineToAccept: .declineToAccept
        case .refuse: .refuse
        }
    }

    /// What is usually done next; the others are folded away until they are wanted.
    var isMain: Bool { [.accept, .pass, .grant, .resume].contains(self) }

    /// Against the applicant's wish.
    var isAgainst: Bool { [.declineToAccept, .refuse].contains(self) }

    /// Cannot be taken back, so it is asked for once more.
    var isFinal: Bool { ![.pass, .resume].contains(self) }
}
