/// What the law and the city lay down for every case (`case-rules.json`): days are working days.
public struct CaseRules: Sendable, Codable, Hashable {
    /// Within which an application must be accepted, refused or sent back once (行政许可法 art. 32: 5 days).
    public let acceptanceDays: Int
    /// Within which the applicant supplies what was asked for; afterwards the case is closed without it.
    public let correctionDays: Int

    public init(acceptanceDays: Int, correctionDays: Int) { (self.acceptanceDays, self.correctionDays) = (acceptanceDays, correctionDays) }
}
