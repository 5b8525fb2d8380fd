import Jobs
import Kernel
import Ledger
import Storage

/// What an administrator may ask of the work that is done later, and do about what was given up.
extension Platform {
    public func jobFigures() async throws -> JobFigures { try await database.read { [queue] in try queue.figures(in: $0) } }

    /// What was given up, the newest first.
    public func deadJobs() async throws -> [DeadJob] { try await database.read { [queue] in try queue.dead(in: $0) } }

    /// Gives a job that was given up another round of attempts.
    /// - Throws: `job.not_dead`.
    public func reviveJob(_ key: String, by actor: Actor = .system("tongban jobs")) async throws {
        guard let id = ID<Job>(key), try await revive([id], by: actor) > 0 else { throw Problem("job.not_dead", .notFound, ["job": key]) }
    }

    /// Gives all that were given up another round, and tells how many those were.
    public func reviveAllJobs(by actor: Actor = .system("tongban jobs")) async throws -> Int {
        var count = 0
        while case let dead = try await deadJobs(), !dead.isEmpty {
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
