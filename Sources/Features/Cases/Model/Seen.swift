import Kernel

/// What somebody had before him when he took a step: the case in this state, and of its work items this one. Whoever takes a step names
/// both, so that nobody decides on what he hasn't read, nor on another's work by mistake.
public struct Seen: Sendable, Hashable {
    /// `Case.revision`, as it was shown.
    public let revision: Int
    /// `CaseTask.work`, as it was offered.
    public let work: Int

    public init(revision: Int, work: Int) { (self.revision, self.work) = (revision, work) }

    /// As it was sent.
    /// - Throws: `Problem.fields` beside each of the two that wasn't.
    public init(revision: Int?, work: Int?) throws(Problem) {
        guard let revision, let work else {
            let missing = [revision == nil ? Self.noRevision : nil, work == nil ? Self.noWork : nil]
            throw Problem.fields(missing.compactMap(\.self))
        }
        self.init(revision: revision, work: work)
    }

    /// The same for what concerns the case as a whole: withdrawing, supplying a correction, standing still and going on.
    /// - Throws: `Problem.fields` beside `revision`.
    public static func whole(_ revision: Int?) throws(Problem) -> Int {
        guard let revision else { throw Problem.fields([noRevision]) }
        return revision
    }

    private static let noRevision = FieldProblem("revision", "case.revision_missing")
    private static let noWork = FieldProblem("work", "case.work_missing")
}

/// On what a step is taken.
enum StepBasis {
    /// One work item of the case, as somebody saw it.
    case work(Seen)
    /// The case as a whole, as somebody saw it.
    case whole(revision: Int)
    /// The case as it is when its turn comes: a time has run out, whatever anybody saw.
    case now

    var revision: Int? {
        switch self {
        case .work(let seen): seen.revision
        case .whole(let revision): revision
        case .now: nil
        }
    }

    var work: Int? { if case .work(let seen) = self { seen.work } else { nil } }
}
