import Kernel

/// 文书: the documents that a case produces (行政许可法 art. 32, 38, 45).
public enum DocumentKind: String, Sendable, Codable, CaseIterable {
    /// 补正材料通知书 (一次性告知书)
    case correction
    /// 受理通知书
    case acceptance
    /// 不予受理通知书
    case notAccepted
    /// 特别程序告知书
    case suspension
    /// 准予行政许可决定书
    case granted
    /// 不予行政许可决定书
    case refused

    /// The step that orders it, and whose opinion it gives.
    var orderedBy: CaseEvent {
        switch self {
        case .correction: .requestCorrection
        case .acceptance: .accept
        case .notAccepted: .declineToAccept
        case .suspension: .suspend
        case .granted: .grant
        case .refused: .refuse
        }
    }
}

/// A document as it stands in the file of its case.
public struct CaseDocument: Sendable, Hashable {
    public let kind: DocumentKind
    /// 文号
    public let number: String
    /// When the step was taken that ordered it: the date that it bears.
    public let issuedAt: Timestamp
    /// Digests of the sealed OFD and of the PDF for printing, in hexadecimal; `nil` while they are being made.
    public let ofd: String?
    public let pdf: String?

    public var isReady: Bool { ofd != nil && pdf != nil }
}
