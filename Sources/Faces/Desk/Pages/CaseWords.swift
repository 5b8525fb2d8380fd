import Cases
import Catalogue
import Kernel
import Web

/// How the desks say what a case is and where it stands.
enum CaseWords {
    static func state(_ record: Case, _ context: TongbanContext) -> TagView {
        if let result = record.result {
            return TagView(context.text("desk.result.\(result.rawValue)"), result == .granted ? .green : .plain)
        }
        let tones: [Standing.Phase: TagView.Tone] = [.received: .blue, .correcting: .amber, .suspended: .amber]
        return TagView(context.text("desk.phase.\(record.standing.phase.rawValue)"), tones[record.standing.phase] ?? .plain)
    }

    static func source(_ source: Case.Source, _ context: TongbanContext) -> String { context.text("desk.source.\(source.rawValue)") }

    /// 7 MB, 320 KB
    static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(padded: bytes * 10 >> 20) MB" : "\(max(1, bytes >> 10)) KB"
    }
}

extension String.StringInterpolation {
    /// Tenths, written with a point: 25 → 2.5.
    fileprivate mutating func appendInterpolation(padded tenths: Int) { appendLiteral("\(tenths / 10).\(tenths % 10)") }
}
