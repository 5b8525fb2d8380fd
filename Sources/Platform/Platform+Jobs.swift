import Jobs
import Kernel
import Storage

/// What an administrator may ask of the work that is done later, and do about what was given up.
extension Platform {
    public func jobFigures() async throws -> JobFigures { try await database.read { [queue] in try queue.figures(in: $0) } }

    /// What was given up, the newest first.
    public func deadJobs() async throws -> [DeadJob] { try await database.read { [queue] in try queue.dead(in: $0) } }

    /// Gives a job that was given up another round of attempts.
    /// - Throws: `job.not_dead`.
    public func reviveJob(_ key: String, by actor: Actor = .system("tongban jobs")) async throws {
        try await revival.revive(key, by: actor)
    }

    /// Gives all that were given up another round, and tells how many those were.
    public func reviveAllJobs(by actor: Actor = .system("tongban jobs")) async throws -> Int { try await revival.reviveAll(by: actor) }
}
