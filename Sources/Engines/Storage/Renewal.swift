import Kernel

/// A step that rewrites rows as this release reads them, where a migration's SQL can't: once in the life of a database, after
/// the migrations.
public struct Renewal: Sendable {
    /// Never changed once released.
    public let name: String
    /// Rewrites some of the rows; whether nothing is left to rewrite. Until it is so it is asked again, each time in a transaction of its
    /// own, so that a great many rows are no trouble; and after an interruption it goes on.
    let rewrite: @Sendable (any Transaction) throws -> Bool

    public init(_ name: String, _ rewrite: @escaping @Sendable (any Transaction) throws -> Bool) {
        (self.name, self.rewrite) = (name, rewrite)
    }
}

extension Database {
    /// Takes the renewals that were not taken yet, in this order. Several nodes may try at once.
    public func renew(_ renewals: [Renewal], at now: Timestamp) async throws {
        for renewal in try await pending(renewals) {
            var isDone = false
            while !isDone {
                isDone = try await write { tx in
                    try tx.lock("renewal")
                    guard try tx.row("SELECT at FROM renewal WHERE name = \(renewal.name)") == nil else { return true }
                    guard try renewal.rewrite(tx) else { return false }
                    try tx.execute("INSERT INTO renewal (name, at) VALUES (\(renewal.name), \(now))")
                    return true
                }
            }
        }
    }

    /// Those that were not taken yet; all of them where the schema is older than renewals are. Changes nothing.
    public func pending(_ renewals: [Renewal]) async throws -> [Renewal] {
        let taken: Set<String> = try await read { tx in
            guard try tx.tables().contains(where: { $0.name == "renewal" }) else { return [] }
            return Set(try tx.rows("SELECT name FROM renewal").map { try $0.get("name") })
        }
        return renewals.filter { !taken.contains($0.name) }
    }
}
