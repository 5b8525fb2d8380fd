import Kernel
import Ledger
import Platform
import Storage
import Supervision

/// Lights: what the coming of a day costs when a thousand of them change, and all of them computed anew from the ledger.
struct SupervisionFigures {
    private let city: Platform

    init(_ city: Platform) { self.city = city }

    func print() async throws {
        let lights = try await city.database.read { try $0.row("SELECT COUNT(*) AS lights FROM light")?.get("lights", as: Int.self) ?? 0 }
        try await city.supervision.tick()
        var times: [Double] = []
        for _ in 0..<5 {
            try await makeDue(1000)
            times.append(try await seconds {
                let count = try await city.supervision.tick()
                guard count == 1000 else { throw Problem("benchmark.wrong", .fault, reason: "\(count) lights were due") }
            } * 1000)
        }
        city.figure("tick_of_1000_due_among_\(lights)", times.sorted()[2], "ms", reference: 100)
        try await city.settle()
        for reader in city.sequencer.readers where reader.name == "supervision.lights" {
            let took = try await seconds { try await city.sequencer.rebuild(reader) }
            city.figure("lights_anew_\(lights)", took, "s", reference: 60)
        }
    }

    /// Lets today be the day of so many lights that were to change later.
    private func makeDue(_ count: Int) async throws {
        let today = SystemClock().today
        try await city.database.write { tx in
            try tx.execute("""
                UPDATE light SET next_change_on = \(today) WHERE case_id IN
                (SELECT case_id FROM light WHERE next_change_on > \(today) ORDER BY next_change_on DESC LIMIT \(count))
                """)
        }
    }
}
