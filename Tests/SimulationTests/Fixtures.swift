import Foundation
import Kernel
import Organisations
import Platform
import Signing
@testable import Simulation
import TestKit

/// Where simulated cities are kept for a test; all go with the object.
final class Ground {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "tongban-simulation-\(UUID().uuidString)").path
    private var count = 0

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A path for a city that is founded already: founding takes seconds, so it is done once and copied.
    func site() async throws -> String {
        count += 1
        let path = "\(folder)/\(count)"
        try FileManager.default.copyItem(atPath: try await Founded.shared.path(), toPath: path)
        return path
    }

    func live(_ plan: Plan) async throws -> Summary {
        try await Simulation(plan, in: site(), resources: TestCity.resources()).run()
    }
}

/// A short life: an ordinary week, few people, blank pages.
func plan(seed: UInt64 = 1, days: Int = 5, people: Int = 60, faults: Bool = false) -> Plan {
    Plan(seed: seed, from: monday, days: days, people: people, hasFaults: faults, pages: .blank)
}

let monday = LocalDate(year: 2026, month: 10, day: 12) ?? Plan.autumn

/// The city as it is on the day before that Monday.
private actor Founded {
    static let shared = Founded()
    private var making: Task<String, any Error>?

    func path() async throws -> String {
        let task = making ?? Task {
            let path = FileManager.default.temporaryDirectory.appending(path: "tongban-founded-\(UUID().uuidString)").path
            try await Simulation(plan(), in: path, resources: TestCity.resources()).found()
            return path
        }
        making = task
        return try await task.value
    }
}
