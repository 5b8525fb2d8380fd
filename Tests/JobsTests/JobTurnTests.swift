@testable import Jobs
import Kernel
import Storage
import Testing

@Suite("Jobs in turn") struct JobTurnTests {
    @Test("no more are taken than were asked for, also from a table that nobody has counted", arguments: [false, true])
    func limit(isCounted: Bool) async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database)
        if isCounted { try await workshop.database.analyse() }
        for number in 0..<50 { try await workshop.enqueue("note", "\(number)") }
        let now = workshop.clock.now
        for taken in 1...3 {
            #expect(try await store.take(4, now: now, lease: .minutes(10)).count == 4)
            #expect(try await workshop.column("state", as: String.self).count { $0 == "running" } == 4 * taken)
        }
    }

    @Test("what took the place of a running job begins when that has ended, and not before")
    func replaced() async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database), now = workshop.clock.now
        try await workshop.enqueue("note", "old", key: "index")
        let old = try #require(try await store.take(1, now: now, lease: .minutes(10)).first)
        try await workshop.enqueue("note", "new", key: "index")
        try await workshop.enqueue("note", "newest", key: "index")
        #expect(try await store.take(5, now: now, lease: .minutes(10)).isEmpty)
        try await store.finish(old, at: workshop.clock.now)
        let newest = try await store.take(5, now: now, lease: .minutes(10))
        #expect(newest.map { String(decoding: $0.payload, as: UTF8.self) } == ["\"newest\""])
    }

    @Test("what took the place of a run that never came back begins when its lease is over")
    func replacedLost() async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database)
        try await workshop.enqueue("note", "old", key: "index")
        _ = try await store.take(1, now: workshop.clock.now, lease: .minutes(10))
        try await workshop.enqueue("note", "new", key: "index")
        workshop.clock.advance(.minutes(10))
        #expect(try await store.take(5, now: workshop.clock.now, lease: .minutes(10)).count == 1)
    }

    @Test("a job that is taken back while it runs doesn't come back, however its run ends",
          arguments: ["finish", "retry", "release", "bury", "lost"])
    func cancelledRunning(end: String) async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database), now = workshop.clock.now
        try await workshop.enqueue("note", "old", key: "index")
        let job = try #require(try await store.take(1, now: now, lease: .minutes(10)).first)
        #expect(try await store.renew(job, until: now + .minutes(10)))
        try await workshop.cancel("index")
        #expect(try await store.renew(job, until: now + .minutes(20)) == false, "a run learns that its job is gone")
        switch end {
        case "finish": try await store.finish(job, at: now)
        case "retry": try await store.retry(job, at: now, error: "x", now: now)
        case "release": try await store.release(job, at: now)
        case "bury": try await store.bury(job, error: "x", at: now)
        default:
            workshop.clock.advance(.minutes(11))
            let recorder = Recorder()
            try await workshop.runner(recorder).drain()
            #expect(recorder.done.isEmpty)
        }
        #expect(try await workshop.column("state", as: String.self).isEmpty)
    }

    @Test("what is written down under the key of a run that was taken back begins when that run has ended", arguments: [false, true])
    func cancelledAndAgain(wasReplaced: Bool) async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database), now = workshop.clock.now
        try await workshop.enqueue("note", "old", key: "index")
        let old = try #require(try await store.take(1, now: now, lease: .minutes(10)).first)
        if wasReplaced { try await workshop.enqueue("note", "between", key: "index") }
        try await workshop.cancel("index")
        try await workshop.enqueue("note", "new", key: "index")
        #expect(try await store.take(5, now: now, lease: .minutes(10), everywhere: true).isEmpty)
        try await store.finish(old, at: now)
        let next = try await store.take(5, now: now, lease: .minutes(10), everywhere: true)
        #expect(next.map { String(decoding: $0.payload, as: UTF8.self) } == ["\"new\""])
    }

    @Test("a run keeps its job for as long as it renews its lease, and what took its place waits as long")
    func renewed() async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database)
        try await workshop.enqueue("note", "long", key: "index")
        let job = try #require(try await store.take(1, now: workshop.clock.now, lease: .minutes(10)).first)
        for step in 0..<5 {
            workshop.clock.advance(.minutes(9))
            #expect(try await store.renew(job, until: workshop.clock.now + .minutes(10)))
            #expect(try await store.take(5, now: workshop.clock.now, lease: .minutes(10), everywhere: true).isEmpty)
            if step == 2 { try await workshop.enqueue("note", "later", key: "index") }
        }
        workshop.clock.advance(.minutes(10))
        #expect(try await store.take(5, now: workshop.clock.now, lease: .minutes(10), everywhere: true).count == 1)
        #expect(try await store.renew(job, until: workshop.clock.now + .minutes(10)) == false, "the lease was lost")
    }

    @Test("a node that has come to the end of what was due finds what comes after, and by a look from the beginning what came before")
    func frontier() async throws {
        let workshop = try await Workshop(), store = JobStore(database: workshop.database)
        for number in 0..<10 { try await workshop.enqueue("note", "\(number)", due: .seconds(number)) }
        workshop.clock.advance(.minutes(5))
        let now = workshop.clock.now
        var taken = 0
        while case let jobs = try await store.take(4, now: now, lease: .minutes(10)), !jobs.isEmpty { taken += jobs.count }
        #expect(taken == 10)
        try await workshop.enqueue("note", "now")
        #expect(try await store.take(4, now: now, lease: .minutes(10)).count == 1)
        try await workshop.enqueue("note", "late", due: .minutes(-4))
        #expect(try await store.take(4, now: now, lease: .minutes(10)).isEmpty, "it is not looked for at once")
        #expect(try await store.take(4, now: now, lease: .minutes(10), everywhere: true).count == 1)
    }

    @Test("a job that arranges its next run is never given up")
    func recurring() async throws {
        let workshop = try await Workshop(), runner = try workshop.runner(Unlucky())
        try await workshop.enqueue(Unlucky.kind, "")
        for _ in 0..<40 {
            try await runner.drain()
            workshop.clock.advance(.hours(1))
        }
        #expect(try await workshop.column("state", as: String.self) == ["waiting"])
    }
}

private struct Unlucky: JobHandler {
    static let kind = "unlucky"
    var kind: String { Self.kind }
    let isRecurring = true

    func run(_ payload: [UInt8]) async throws { throw Problem("unlucky", .fault) }
}
