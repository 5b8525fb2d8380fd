import Kernel

/// A mandate (授权): this account may act for that legal person, in these matters, for that time.
public struct Agency: Sendable, Hashable {
    /// What an agent (经办人) may do.
    public enum Scope: String, Sendable, Codable, CaseIterable {
        /// Everything the legal person may do; the legal representative (法定代表人) has it.
        case full
        /// Apply and follow; not give up what was applied for, nor receive results.
        case apply
    }

    /// One of the things that are done in a legal person's name (权限).
    public enum Power: Sendable, CaseIterable {
        case apply, see, correct, withdraw, receive
    }

    public let legalPerson: LegalPerson
    public let scope: Scope
    /// The codes of the items that it is given for; none for all of them.
    public let items: Set<String>
    public let since: Timestamp
    /// `nil` while it has no end.
    public let until: Timestamp?

    public init(legalPerson: LegalPerson, scope: Scope, items: Set<String> = [], since: Timestamp, until: Timestamp?) {
        (self.legalPerson, self.scope, self.items, self.since, self.until) = (legalPerson, scope, items, since, until)
    }
}

extension Agency {
    public func isValid(at instant: Timestamp) -> Bool { since <= instant && until.map { instant < $0 } ?? true }

    public func covers(_ item: String) -> Bool { items.isEmpty || items.contains(item) }
}

extension Agency.Scope {
    public func allows(_ power: Agency.Power) -> Bool {
        switch self {
        case .full: true
        case .apply: [.apply, .see, .correct].contains(power)
        }
    }

    static func allowing(_ power: Agency.Power) -> [String] { allCases.filter { $0.allows(power) }.map(\.rawValue) }
}
