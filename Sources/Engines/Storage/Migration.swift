/// One forward step of the schema. Steps are numbered in one row across all features, and never edited once released.
public struct Migration: Sendable, Hashable {
    /// `0007_cases`: the number decides the order.
    public let name: String
    /// Statements of this engine, separated by semicolons.
    public let script: String

    public init(name: String, script: String) { (self.name, self.script) = (name, script) }
}
