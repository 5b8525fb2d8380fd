import Jobs
import Kernel
import Storage
import Testing

@Suite("The job queue")
struct JobQueueTests {
    @Test("keeps no job of a transaction that failed")
    func transactional() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        await #expect(throws: Refusal.self) {
            try await workshop.database.write { [queue = workshop.queue] tx in
                try queue.enqueue("note", "never", in: tx)
                throw Refusal()
            }
        }
        try await workshop.runner(recorder).drain()
        #expect(recorder.done.isEmpty)
    }

    @Test("runs what is due by priority and then by time, and forgets it")
    func order() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        try await workshop.enqueue("note", "second", due: .seconds(-1))
        try await workshop.enqueue("note", "first", due: .seconds(-2))
        try await workshop.enqueue("note", "urgent", priority: 1)
        try await workshop.enqueue("note", "tomorrow", due: .days(1))
        let runner = try workshop.runner(recorder)
        try await runner.drain()
        #expect(recorder.done == ["urgent", "first", "second"])
        workshop.clock.advance(.days(1))
        try await runner.drain()
        #expect(recorder.done.last == "tomorrow")
        #expect(try await workshop.column("id", as: String.self).isEmpty)
    }

    @Test("keeps one job of a key: the later moves the timer")
    func key() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        try await workshop.enqueue("note", "old", key: "deadline")
        try await workshop.enqueue("note", "new", due: .hours(1), key: "deadline")
        let runner = try workshop.runner(recorder)
        try await runner.drain()
        #expect(recorder.done.isEmpty)
        workshop.clock.advance(.hours(1))
        try await runner.drain()
        #expect(recorder.done == ["new"])
    }

    @Test("runs a job again that was replaced while it ran")
    func replacedWhileRunning() async throws {
        let workshop = try await Workshop()
        let recorder = Recorder { if $0 == "old" { try await workshop.enqueue("note", "new", key: "index") } }
        try await workshop.enqueue("note", "old", key: "index")
        try await workshop.runner(recorder).drain()
        #expect(recorder.done == ["old", "new"])
    }

    @Test("takes back a job by its key")
    func cancel() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        try await workshop.enqueue("note", "stopped", key: "a")
        try await workshop.enqueue("note", "kept", key: "b")
        try await workshop.database.write { [queue = workshop.queue] tx in try queue.cancel(key: "a", in: tx) }
        try await workshop.runner(recorder).drain()
        #expect(recorder.done == ["kept"])
    }

    @Test("lists dead jobs and gives them another round")
    func revive() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        try await workshop.enqueue("note", "a")
        try await workshop.database.write { tx in try tx.execute("UPDATE job SET state = 'dead', attempts = 16, last_error = 'x'") }
        let dead = try await workshop.database.read { [queue = workshop.queue] tx in try queue.dead(in: tx) }
        #expect(dead.map(\.kind) == ["note"])
        #expect(dead.map(\.lastError) == ["x"])
        try await workshop.database.write { [queue = workshop.queue] tx in try queue.revive(dead[0].id, in: tx) }
        try await workshop.runner(recorder).drain()
        #expect(recorder.done == ["a"])
    }
}
