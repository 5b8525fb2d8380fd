import Dispatch
import Kernel
import Testing
import Threads

@Suite("Pools of threads")
struct WorkPoolTests {
    @Test("what finds the queue full is told to come again, and what waits is done")
    func full() async throws {
        let pool = WorkPool("test", threads: 1, waiting: 1), gate = Gate()
        async let first = pool.run { gate.pass(1) }
        await gate.reached()
        async let second = pool.run { 2 }
        while pool.depth < 2 { await Task.yield() }
        let refusal = await #expect(throws: Problem.self) { try await pool.run { 3 } }
        #expect(refusal?.code == "busy.try_again" && refusal?.kind == .unavailable && refusal?.arguments["seconds"] == "5")
        gate.open()
        #expect(try await [first, second] == [1, 2])
        #expect(pool.depth == 0)
        #expect(try await pool.run { 4 } == 4)
    }

    @Test("a crowd at one pool doesn't keep another waiting")
    func apart() async throws {
        let crowded = WorkPool("crowded", threads: 1, waiting: 0), free = WorkPool("free", threads: 1, waiting: 0), gate = Gate()
        async let stuck = crowded.run { gate.pass(1) }
        await gate.reached()
        #expect(try await free.run { 2 } == 2)
        gate.open()
        #expect(try await stuck == 1)
    }

    @Test("work that nobody waits for any more is told so and ends")
    func abandoned() async throws {
        let pool = WorkPool("test", threads: 1, waiting: 0), gate = Gate()
        let task = Task {
            try await pool.run { abandonment in
                _ = gate.pass(0)
                let budget = WorkBudget(events: .max, time: .seconds(3600), abandonment: abandonment)
                while true { try budget.spend() }
            } as Int
        }
        await gate.reached()
        task.cancel()
        gate.open()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(pool.depth == 0)
    }

    @Test("what must be done is done though the queue is full and the task is cancelled")
    func anyway() async throws {
        let pool = WorkPool("test", threads: 1, waiting: 0), gate = Gate()
        async let first = pool.run { gate.pass(1) }
        await gate.reached()
        let task = Task { try await pool.runAnyway { 2 } }
        task.cancel()
        while pool.depth < 2 { await Task.yield() }
        gate.open()
        #expect(try await task.value == 2)
        #expect(try await first == 1)
    }

    @Test("errors of the work come out as they are, and leave no place taken")
    func errors() async throws {
        let pool = WorkPool("test", threads: 1, waiting: 0)
        await #expect(throws: Problem("zip.malformed", .invalid)) { try await pool.run { throw Problem("zip.malformed", .invalid) } }
        #expect(pool.depth == 0)
    }
}

/// Holds a thread up until it is opened, and tells when the thread has come.
private final class Gate: Sendable {
    private let way = DispatchSemaphore(value: 0)
    private let arrivals: AsyncStream<Void>, arrive: AsyncStream<Void>.Continuation

    init() { (arrivals, arrive) = AsyncStream.makeStream() }

    func pass<Value>(_ value: Value) -> Value {
        arrive.yield()
        way.wait()
        return value
    }

    func reached() async { for await _ in arrivals { return } }
    func open() { way.signal() }
}
