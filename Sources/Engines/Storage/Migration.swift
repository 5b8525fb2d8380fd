import Kernel

/// One forward step of the schema. Steps are numbered in one row across all features, and never edited once released.
public struct Migration: Sendable, Hashable {
    /// `0007_cases`: the number decides the order.
    public let name: String
    /// Statements of this engine, separated by semicolons.
    public let script: String

    public init(name: String, script: String) { (self.name, self.script) = (name, script) }

    /// FNV-1a of 64 bits over the script, kept with the name: it guards against a slip, not against an attacker.
    public var fingerprint: String {
        let hash = script.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

extension [Migration] {
    /// What is left to do, in order, when these names were applied; each with its fingerprint, as far as one was kept.
    /// - Throws: `storage.newer_schema` or `storage.changed_migration`, naming the steps.
    public func pending(after applied: [String: String?]) throws -> [Migration] {
        let unknown = Set(applied.keys).subtracting(map(\.name))
        guard unknown.isEmpty else { throw Problem("storage.newer_schema", .fault, ["names": unknown.sorted().joined(separator: ", ")]) }
        let changed = filter { step in applied[step.name].flatMap(\.self).map { $0 != step.fingerprint } ?? false }
        guard changed.isEmpty else {
            throw Problem("storage.changed_migration", .fault, ["names": changed.map(\.name).sorted().joined(separator: ", ")])
        }
        return filter { applied[$0.name] == nil }.sorted { $0.name < $1.name }
    }
}
