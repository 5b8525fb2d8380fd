/// One table that a statement looks into, and how.
public struct PlanStep: Sendable, Hashable {
    public enum Access: String, Sendable {
        /// Every row of the table.
        case fullScan
        /// Every entry of an index, until a LIMIT ends it.
        case indexWalk
        /// The entries of an index that a condition names.
        case indexSearch
    }

    public let table: String
    public let access: Access
    /// The index's name; `nil` for a full scan, and for SQLite's own row numbers.
    public let index: String?

    public init(_ table: String, _ access: Access, index: String? = nil) { (self.table, self.access, self.index) = (table, access, index) }
}
