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
        try await store.finish(old)
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
