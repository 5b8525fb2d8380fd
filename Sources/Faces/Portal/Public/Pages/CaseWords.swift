import Cases
import Hummingbird
import Kernel
import Web

/// How a case's state is said to its holder and to whoever holds its receipt.
enum CaseWords {
    static func state(of record: Case, _ context: TongbanContext) -> TagView {
        if let result = record.result {
            return TagView(context.text("portal.result.\(result.rawValue)"), result == .granted ? .green : .plain)
        }
        let tones: [Standing.Phase: TagView.Tone] = [.received: .blue, .correcting: .amber, .running: .blue, .suspended: .amber]
        return TagView(context.text("portal.phase.\(record.standing.phase.rawValue)"), tones[record.standing.phase] ?? .plain)
    }

    /// What happens next, by when.
    static func next(for record: Case, _ context: TongbanContext) -> String {
        let phase = record.result == nil ? record.standing.phase.rawValue : "closed"
        let closed = record.closedAt.map { context.words(LocalDate($0)) } ?? ""
        return context.text("portal.next.\(phase)", ["date": context.words(record.dueOn), "closed": closed])
    }
}
