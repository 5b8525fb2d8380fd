import Identity
import Kernel

/// Which cases somebody may see at all. It becomes part of the query: what is outside is not found.
public enum CaseScope: Sendable, Hashable {
    /// A holder's own, as far as he is known, or his agent's mandate goes.
    case holder(HolderScope)
    /// A body's own: officers and chiefs.
    case body(String)
    /// All bodies' within a region (a prefix of its code): clerks of the comprehensive window, supervisors.
    case region(prefix: String)
    /// The platform itself: jobs and readers.
    case platform
}

/// A holder's cases by the blind indexes under which they are kept.
public struct HolderScope: Sendable, Hashable {
    let account: String
    /// Of the number or code.
    let number: String
    /// Of a person's number and name, when he is vouched for.
    let vouched: String?
    let mandate: MandateCheck?

    public init(account: String, number: String, vouched: String?, mandate: MandateCheck?) {
        (self.account, self.number, self.vouched, self.mandate) = (account, number, vouched, mandate)
    }
}
