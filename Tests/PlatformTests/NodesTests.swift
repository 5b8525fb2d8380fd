import Catalogue
import Identity
import Jobs
import Kernel
import Ledger
import Logging
import Organisations
import Signing
import Storage
import Synchronization
import TestKit
import Testing
import Web
@testable import Platform

/// Two nodes over one database behave as one.
@Suite("Several nodes") struct NodesTests {
    @Test("a session that was opened on one is open on the other, and closed on both at once")
    func sessions() async throws {
        let city = try await TestCity(), other = try await city.neighbour()
        let token = try await city.token("lixiaomei")
        let view = try #require(try await other.identity.session(for: token))
        try await city.platform.identity.signOut(view)
        // Over PostgreSQL a bell tells the other node; over SQLite another process would remember for a few seconds.
        if TestDatabase.engine == .sqlite { return }
        let ears = Task { await other.identity.listen() }
        defer { ears.cancel() }
        _ = try await other.identity.session(for: token)
        let second = try await city.token("wanghai")
        let remembered = try #require(try await other.identity.session(for: second))
        try await city.platform.identity.signOut(remembered)
        try await eventually { try await other.identity.session(for: second) == nil }
        try await other.close()
    }

    @Test("what one publishes, the other offers")
    func catalogue() async throws {
        let city = try await TestCity(), other = try await city.neighbour()
        let following = Following(platform: other, start: other.foundAt, logger: city.silent)
        #expect(try await following.follow(from: other.foundAt) == other.foundAt)
        let file = try #require(city.platform.folder.file("items/food-operation-permit.json"))
        let text = String(decoding: file, as: UTF8.self).replacing("食品经营许可", with: "食品经营许可（新）")
        let folder = city.platform.folder
        let report = try await city.platform.importItems([Array(text.utf8)], by: .system("test")) { folder.file("items/\($0)") }
        #expect(report.changed == 1, "\(report)")
        try await city.platform.settle()
        let size = try await following.follow(from: other.foundAt)
        #expect(size > other.foundAt)
        #expect(other.catalogue.current.item(slug: "food-operation-permit")?.item.name.hasPrefix("食品经营许可（新）") == true)
        try await other.close()
    }

    @Test("what is spent at one is spent at the other")
    func rates() async throws {
        let city = try await TestCity(), other = try await city.neighbour()
        let here = RateExchange(city.platform, logger: city.silent), there = RateExchange(other, logger: city.silent)
        let brake = city.platform.limits.limiter("test", burst: 5, perSecond: 0.001)
        let otherBrake = other.limits.limiter("test", burst: 5, perSecond: 0.001)
        for _ in 0..<4 { try brake.admit("10.0.0.1") }
        _ = try await here.exchange(as: "here", seen: [])
        let seen = try await there.exchange(as: "there", seen: [])
        #expect(try await there.exchange(as: "there", seen: seen) == seen, "heard once")
        try otherBrake.admit("10.0.0.1")
        #expect(throws: Problem("rate.too_many", .tooMany)) { try otherBrake.admit("10.0.0.1") }
        try otherBrake.admit("10.0.0.2")
        let rows = try await other.database.read { try $0.rows("SELECT sealed FROM rate_spent") }
        #expect(try rows.allSatisfy { try !String(decoding: $0.get("sealed", as: [UInt8].self), as: UTF8.self).contains("10.0.0.1") })
        try await other.close()
    }

    @Test("each job is done by one of them, and each act gets one place", .timeLimit(.minutes(10)))
    func work() async throws {
        let city = try await TestCity(), other = try await city.neighbour()
        let done = Mutex<[String: Int]>([:])
        let runners = try [city.platform, other].map { node in
            try JobRunner(node.queue, database: node.database, clock: city.clock, handlers: [Counting(done: { payload in
                done.withLock { $0[payload, default: 0] += 1 }
            })], logger: city.silent)
        }
        let services = [city.platform, other].map { LedgerService($0.sequencer, logger: city.silent) }
        let work = runners.map { runner in Task { await runner.run() } } + services.map { service in Task { await service.run() } }
        defer { work.forEach { $0.cancel() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (place, node) in [city.platform, other].enumerated() {
                for number in 0..<30 {
                    group.addTask {
                        try await node.ledger.command { tx in
                            try node.queue.enqueue(Counting.kind, "\(place)/\(number)", in: tx)
                            let act = Act(ID(at: city.clock.now, SystemRandom()), "test.noted", of: Subject("test", "\(place)-\(number)"),
                                          by: .system("test"), at: city.clock.now)
                            return Acted(recording: act)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await eventually { done.withLock { $0.count } == 60 }
        #expect(done.withLock { $0.values.allSatisfy { $0 == 1 } })
        try await eventually {
            try await other.ledger.read { try $0.row("SELECT COUNT(*) AS n FROM act WHERE position IS NULL")?.get("n", as: Int.self) } == 0
        }
        work.forEach { $0.cancel() }
        for task in work { await task.value }
        #expect(try await DataAudit.run(DataDirectory(opening: city.path), clock: city.clock).isIntact)
        try await other.close()
    }

    /// Asks again until it is so, for half a minute at most.
    private func eventually(_ holds: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try await !holds() {
            try #require(ContinuousClock.now < end, "it did not come about")
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

private struct Counting: JobHandler {
    static let kind = "test.count"
    let done: @Sendable (String) -> Void
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws { done(try decode(String.self, from: payload)) }
}

extension TestCity {
    /// Another node over the same rows.
    fileprivate func neighbour() async throws -> Platform {
        try await Platform(opening: DataDirectory(opening: path), resources: Self.resources(), clock: clock, logger: silent)
    }

    fileprivate var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
