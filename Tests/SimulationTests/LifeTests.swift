import Foundation
import Kernel
import Platform
@testable import Simulation
import TestKit
import TestPostgres
import Testing

@Suite("Simulated life") struct LifeTests {
    @Test("a working week leaves books that are right", arguments: [(seed: UInt64(1), faults: false), (2, false), (3, true)])
    func week(_ life: (seed: UInt64, faults: Bool)) async throws {
        let summary = try await Ground().live(plan(seed: life.seed, faults: life.faults))
        #expect(summary.cases > 3 && summary.acts > 100 && summary.documents > 0, "\(summary)")
    }

    @Test("the same plan gives the same life, and another seed another")
    func again() async throws {
        let ground = Ground()
        let first = try await ground.live(plan(seed: 11, days: 2, faults: true))
        let second = try await ground.live(plan(seed: 11, days: 2, faults: true))
        let other = try await ground.live(plan(seed: 12, days: 2, faults: true))
        #expect(first == second)
        #expect(first.digest != other.digest)
    }

    @Test("a city that has lived is not taken for a new one")
    func livedIn() async throws {
        let ground = Ground(), path = try await ground.site()
        _ = try await Simulation(plan(days: 2), in: path, resources: TestCity.resources()).run()
        await #expect(throws: Problem("simulate.lived_in", .conflict)) {
            try await Simulation(plan(days: 2), in: path, resources: TestCity.resources()).run()
        }
    }

    @Test("a life is the same on both engines", .disabled(if: PostgresServer.isMissing, "PostgreSQL is not installed"))
    func engines() async throws {
        let plan = plan(seed: 5, days: 2)
        let folder = FileManager.default.temporaryDirectory.appending(path: "tongban-lives-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let here = try await Simulation(plan, in: "\(folder)/sqlite", resources: TestCity.resources()).run()
        let there = try await PostgresServer.shared().withDatabase { url in
            let places = DataDirectory.Places(database: url, waiving: .losingData)
            return try await Simulation(plan, in: "\(folder)/postgres", places, resources: TestCity.resources()).run()
        }
        #expect(here == there)
    }

    @Test("a failure says what broke, on which day, and how to see it again")
    func words() {
        let failure = Failure(plan: plan(seed: 42, faults: true), day: monday, reason: "two clicks made two cases")
        #expect(failure.description == """
            two clicks made two cases
            Seed 42, on 2026-10-12. To see it again: tongban simulate --seed 42 --from 2026-10-12 --days 5 --people 60 --city kaifeng \
            --documents blank --faults
            """)
    }
}
