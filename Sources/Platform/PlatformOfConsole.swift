import Console
import Files
import Jobs
import Kernel
import Ledger
import Storage

/// Answers the console's questions from the rooms that it doesn't know.
struct PlatformOfConsole: AdministeredPlatform {
    let revival: JobRevival
    let ledger: Ledger
    let engine: Engine
    let files: any FileStore
    let isObjectStore: Bool

    func laterWork() async throws -> LaterWork {
        try await ledger.read { [queue = revival.queue] tx in
            let figures = try queue.figures(in: tx)
            let dead = try queue.dead(in: tx).map { GivenUpJob(key: $0.id.text, kind: $0.kind, error: $0.lastError, since: $0.createdAt) }
            return LaterWork(waiting: figures.waiting, running: figures.running, givenUp: figures.dead, newest: dead)
        }
    }

    func health() async throws -> Health {
        let head = try await ledger.head()
        let name = engine.name == .sqlite ? "SQLite" : "PostgreSQL"
        return Health(
            database: "\(name) \(engine.version)", isObjectStore: isObjectStore, filesAnswer: await filesAnswer(),
            ledger: head.map { ($0.size, $0.at) })
    }

    func retry(_ job: String, by administrator: Actor) async throws { try await revival.revive(job, by: administrator) }

    func retryAll(by administrator: Actor) async throws -> Int { try await revival.reviveAll(by: administrator) }

    /// No kind of file that anybody could upload, and always the same, so that it leaves no more than one empty folder behind.
    private static let sample = Array("This was put to see whether it can be.".utf8)

    /// Whether something can be kept and taken away again: a full disk can still be read. An object store that is gone may keep
    /// one waiting for a minute: three seconds without an answer are an answer too.
    private func filesAnswer() async -> Bool {
        await withTaskGroup(of: Bool.self) { [files] group in
            group.addTask {
                do {
                    try await files.delete(files.put(Self.sample).digest)
                    return true
                } catch {
                    return false
                }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(3))
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
    }
}
