import Kernel

/// A legal person or other organisation (法人和其他组织) for which people act. Its data is public.
public struct LegalPerson: Sendable, Hashable, Codable, Identifiable {
    /// The credit code (统一社会信用代码), 18 characters.
    public let code: String
    public let name: String
    public let address: String

    public var id: String { code }

    public init(code: String, name: String, address: String) { (self.code, self.name, self.address) = (code, name, address) }
}

/// A mandate (授权): this account may act for that legal person, in these matters, for that time.
public struct Agency: Sendable, Hashable {
    /// What an agent (经办人) may do.
    public enum Scope: String, Sendable, Codable {
        /// Everything the legal person may do; the legal representative (法定代表人) has it.
        case full
        /// Apply and follow, but not sign for results.
        case apply
    }

    public let legalPerson: LegalPerson
    public let scope: Scope
    public let since: Timestamp
    /// `nil` while it has no end.
    public let until: Timestamp?

    public func isValid(at instant: Timestamp) -> Bool { since <= instant && until.map { instant < $0 } ?? true }
}
