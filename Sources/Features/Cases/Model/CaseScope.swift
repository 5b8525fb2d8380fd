import Kernel

/// Which cases somebody may see at all. It becomes part of the query: what is outside is not found.
public enum CaseScope: Sendable, Hashable {
    /// A person's own, and those of the legal persons he acts for (their blind indexes).
    case holder(account: String, indexes: [String])
    /// A body's own: officers and chiefs.
    case body(String)
    /// All bodies' within a region (a prefix of its code): clerks of the comprehensive window, supervisors.
    case region(prefix: String)
    /// The platform itself: jobs and readers.
    case platform
}
