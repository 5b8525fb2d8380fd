import Kernel
import Storage
import Web

/// Brings the rows forward to this release, and lets nobody write beside it: a node of an earlier release that is still at work would go on
/// writing rows in their old shape, among those that were just carried over. Costs nothing when there is nothing to bring forward, and
/// nothing in any transaction afterwards.
struct SchemaFence {
    let database: any Database
    let lock: DirectoryLock
    let migrations: [Migration]
    let renewals: [Renewal]
    let clock: any Clock

    /// How long a node waits for another that brings the rows forward just now.
    private static let patience = Duration.seconds(60)

    /// - Throws: `data.in_use` and `storage.in_use`, the latter naming who is at work; `storage.being_moved` when another takes the steps
    ///   for longer than we wait; `storage.newer_schema`.
    func bringForward() async throws {
        let end = ContinuousClock.now + Self.patience
        while true {
            do {
                // Not even the table of what was taken is there in a new database: then there is nobody to keep out.
                guard try await isBehind() else { return try await take() }
                return try await lock.exclusively { try await database.alone { try await take() } }
            } catch let problem as Problem where problem.code == "storage.being_moved" && ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private func isBehind() async throws -> Bool {
        guard try await !database.read({ try $0.tables() }).isEmpty else { return false }
        if try await !database.pendingMigrations(migrations).isEmpty { return true }
        return try await !database.pending(renewals).isEmpty
    }

    private func take() async throws {
        try await database.migrate(migrations)
        try await database.renew(renewals, at: clock.now)
    }
}
