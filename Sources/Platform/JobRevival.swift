import Jobs
import Kernel
import Ledger
import Storage

/// Gives jobs that were given up another round of attempts. That somebody did so is an act.
struct JobRevival: Sendable {
    let queue: JobQueue
    let ledger: Ledger
    let clock: any Clock
    let random: any RandomSource

    /// - Throws: `job.not_dead`.
    func revive(_ key: String, by actor: Actor) async throws {
        guard let id = ID<Job>(key), try await revive([id], by: actor) > 0 else { throw Problem("job.not_dead", .notFound, ["job": key]) }
    }

    /// Tells how many there were.
    func reviveAll(by actor: Actor) async throws -> Int {
        var count = 0
        while case let dead = try await ledger.read({ try queue.dead(in: $0) }), !dead.isEmpty {
            let revived = try await revive(dead.map(\.id), by: actor)
            guard revived > 0 else { break }
            count += revived
        }
        return count
    }

    private func revive(_ ids: [ID<Job>], by actor: Actor) async throws -> Int {
        let now = clock.now, act = ID<Act>(at: now, random)
        return try await ledger.commandOnce { [queue] tx -> Once<Int> in
            let revived = try ids.filter { try queue.revive($0, in: tx) }
            guard let first = revived.first else { return .already(0) }
            return .now(Acted(revived.count, Act(act, "job.revived", of: Subject("job", first), by: actor, at: now,
                                                 facts: ["count": "\(revived.count)"])))
        }
    }
}
