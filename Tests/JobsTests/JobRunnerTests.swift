import Jobs
import Kernel
import Logging
import Storage
import Synchronization
import Testing

@Suite("The job runner")
struct JobRunnerTests {
    @Test("retries a failed job after longer and longer pauses, and gives it up after sixteen")
    func retries() async throws {
        let workshop = try await Workshop(), recorder = Recorder { _ in throw Refusal() }
        let runner = try workshop.runner(recorder)
        try await workshop.enqueue("note", "secret")
        var pauses: [Duration] = []
        for round in 1...16 {
            try await runner.drain()
            #expect(recorder.done.count == round)
            guard round < 16, let due = try await workshop.column("due_at", as: Timestamp.self).first ?? nil else { break }
            pauses.append(due - workshop.clock.now)
            workshop.clock.set(due)
        }
        #expect(pauses.prefix(4) == [.seconds(5), .seconds(10), .seconds(20), .seconds(40)])
        #expect(pauses.last == .hours(1))
        #expect(try await workshop.column("state") == ["dead"])
        workshop.clock.advance(.days(9))
        try await runner.drain()
        #expect(recorder.done.count == 16)
    }

    @Test("keeps the code or the type of an error and nothing that it says", arguments: [
        (Problem("peer.silent", .unavailable, reason: "李晓梅") as any Error, "peer.silent"), (Refusal(), "Refusal"),
    ])
    func lastError(_ error: any Error, _ kept: String) async throws {
        let workshop = try await Workshop()
        try await workshop.enqueue("note", "李晓梅")
        try await workshop.runner(Recorder { _ in throw error }).drain()
        #expect(try await workshop.column("last_error") == [kept])
    }

    @Test("runs a job again whose run did not come back within its lease")
    func lease() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        try await workshop.enqueue("note", "a")
        try await workshop.database.write { [clock = workshop.clock] tx in
            try tx.execute("UPDATE job SET state = 'running', attempts = 1, lease_until = \(clock.now + JobRunner.lease)")
        }
        let runner = try workshop.runner(recorder)
        try await runner.drain()
        #expect(recorder.done.isEmpty)
        workshop.clock.advance(JobRunner.lease)
        try await runner.drain()
        #expect(recorder.done == ["a"])
    }

    @Test("does not let a run that is over its lease end the run that followed it")
    func lateRun() async throws {
        let workshop = try await Workshop(), rounds = Mutex(0)
        let recorder = Recorder { _ in
            // As if another node had taken the job meanwhile.
            rounds.withLock { $0 += 1 }
            try await workshop.database.write { tx in try tx.execute("UPDATE job SET attempts = attempts + 1") }
        }
        try await workshop.enqueue("note", "a")
        try await workshop.runner(recorder).drain()
        #expect(rounds.withLock { $0 } == 1)
        #expect(try await workshop.column("state") == ["running"])
    }

    @Test("gives up a job whose runs never come back")
    func lost() async throws {
        let workshop = try await Workshop(), recorder = Recorder()
        try await workshop.enqueue("note", "a")
        try await workshop.database.write { tx in try tx.execute("UPDATE job SET state = 'running', attempts = 16, lease_until = 0") }
        try await workshop.runner(recorder).drain()
        #expect(recorder.done.isEmpty)
        #expect(try await workshop.column("last_error") == ["job.lost"])
    }

    @Test("says so when two handlers claim one kind")
    func doubled() async throws {
        let workshop = try await Workshop()
        #expect(throws: Problem("job.doubled_handler", .fault)) { try workshop.runner(Recorder("a"), Recorder("a")) }
    }

    @Test("says so when a job has no handler, and keeps the job")
    func unknown() async throws {
        let workshop = try await Workshop()
        try await workshop.enqueue("riddle", "a")
        await #expect(throws: Problem("job.unknown_kind", .fault)) { try await workshop.runner(Recorder()).drain() }
        #expect(try await workshop.column("last_error") == ["job.unknown_kind"])
    }

    @Test("as a service is woken by a signal, runs no more at once than it may, and ends when told", .timeLimit(.minutes(1)))
    func service() async throws {
        let workshop = try await Workshop(), busy = Mutex((now: 0, most: 0))
        let (finished, end) = AsyncStream.makeStream(of: String.self)
        let recorder = Recorder { text in
            busy.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            await Task.yield()
            busy.withLock { $0.now -= 1 }
            end.yield(text)
        }
        let runner = try workshop.runner(recorder, width: 3)
        let service = Task { await runner.run() }
        for number in 0..<20 {
            try await workshop.enqueue("note", "\(number)")
        }
        var seen: Set<String> = []
        for await text in finished where seen.insert(text).inserted && seen.count == 20 { break }
        service.cancel()
        await service.value
        #expect(recorder.done.count == 20)
        #expect(busy.withLock { $0.most } <= 3)
    }

    @Test("gives back what it is doing when it is told to end", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let workshop = try await Workshop()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let runner = try workshop.runner(Recorder { _ in
            begin.yield()
            try await Task.sleep(for: .seconds(3600))
        })
        try await workshop.enqueue("note", "a")
        let service = Task { await runner.run() }
        for await _ in begun { break }
        service.cancel()
        await service.value
        #expect(try await workshop.column("state") == ["waiting"])
        #expect(try await workshop.column("attempts") == [0])
    }

    @Test("tells a run to stop when its job was taken back", .timeLimit(.minutes(1)))
    func takenBack() async throws {
        let workshop = try await Workshop()
        let (begun, begin) = AsyncStream.makeStream(of: Void.self), (stopped, stop) = AsyncStream.makeStream(of: Void.self)
        let runner = try workshop.runner(Recorder { _ in
            begin.yield()
            do { try await Task.sleep(for: .seconds(3600)) } catch {
                stop.yield()
                throw error
            }
        }, renewal: .milliseconds(5))
        try await workshop.enqueue("note", "a", key: "k")
        let service = Task { await runner.run() }
        for await _ in begun { break }
        try await workshop.cancel("k")
        for await _ in stopped { break }
        service.cancel()
        await service.value
        #expect(try await workshop.column("state", as: String.self).isEmpty)
    }

    @Test("that is told to end while it asks for jobs ends in silence", .timeLimit(.minutes(1)))
    func cancelledWhileAsking() async throws {
        let workshop = try await Workshop(), complaints = Complaints()
        // The runner asks for the time just before it asks for jobs; that is the moment.
        let runner = try workshop.runner(clock: StoppingClock(workshop.clock), logger: Logger(label: "test") { _ in complaints })
        let service = Task { await runner.run() }
        await service.value
        #expect(complaints.lines.isEmpty)
    }
}

/// Ends the task that asks for the time.
private struct StoppingClock: Kernel.Clock {
    private let clock: any Kernel.Clock

    init(_ clock: any Kernel.Clock) { self.clock = clock }

    var now: Timestamp {
        withUnsafeCurrentTask { $0?.cancel() }
        return clock.now
    }
}

/// Keeps what is logged as an error.
private final class Complaints: LogHandler {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }

    var metadata: Logger.Metadata { get { [:] } set {} }
    var logLevel: Logger.Level { get { .error } set {} }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? { get { nil } set {} }

    func log(event: LogEvent) { kept.withLock { $0.append("\(event.message)") } }
}
