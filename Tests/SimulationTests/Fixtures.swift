import Foundation
import Kernel
import Organisations
import Platform
import Signing
@testable import Simulation
import TestKit

/// Where simulated cities are kept for a test, on the engine that this run is about; all go with the object.
final class Ground {
    private var lots: [CityLot] = []

    deinit { lots.forEach { $0.clear() } }

    /// A path for a city that is founded already: founding takes seconds, so it is done once and copied.
    func site() async throws -> String {
        let lot = try await Founded.shared.lot().copy()
        lots.append(lot)
        return lot.path
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
    private var making: Task<CityLot, any Error>?

    func lot() async throws -> CityLot {
        let task = making ?? Task {
            let lot = try await CityLot.empty()
            try await Simulation(plan(), in: lot.path, lot.places, resources: TestCity.resources()).found()
            return lot
        }
        making = task
        return try await task.value
    }
}
