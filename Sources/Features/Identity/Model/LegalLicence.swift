import Kernel

/// What a clerk read off the licence of a legal person (证照) that he had before him.
public struct LegalLicence: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// 营业执照
        case business
        /// 事业单位法人证书
        case institution
        /// 社会团体、民办非企业单位、基金会法人登记证书
        case social
        /// 统一社会信用代码证书
        case code
    }

    public let kind: Kind
    /// 证照编号, as it is printed.
    public let number: String
    public let issuedOn: LocalDate

    public init(kind: Kind, number: String, issuedOn: LocalDate) { (self.kind, self.number, self.issuedOn) = (kind, number, issuedOn) }

    /// No licence that is still good was issued before. A day of the calendar, so the unwrapping cannot fail.
    public static let earliest = LocalDate(year: 1949, month: 10, day: 1)!
}
