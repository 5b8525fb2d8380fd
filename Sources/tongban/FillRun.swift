import ArgumentParser
import Kernel
import Ledger
import Platform
import Simulation
import Web

/// `tongban simulate --fill`: fills a data directory with cases and tells how far it is.
struct FillRun {
    let cases: Int, path: String, places: DataDirectory.Places, seed: UInt64, city: String

    func run(_ resources: ResourceRoot) async throws {
        let platform = try await open(resources)
        let began = ContinuousClock.now
        let entered = try await Filling(platform, upTo: cases, seed: seed, now: SystemClock().now).run { done, all in
            Terminal.progress(Self.bar(done, all, ContinuousClock.now - began))
        }
        Terminal.endProgress()
        let acts = try await platform.ledger.head()?.size ?? 0
        try await platform.close()
        let seconds = Double((ContinuousClock.now - began).milliseconds) / 1000
        let rate = Int(Double(entered) / max(seconds, 0.001))
        Terminal.say("Entered \(entered) cases in \(Int(seconds)) s, \(rate) a second. The ledger has \(acts) acts.")
    }

    private func open(_ resources: ResourceRoot) async throws -> Platform {
        if DataDirectory.exists(at: path) {
            return try await Platform(opening: DataDirectory(opening: path, waiving: places.waivers), resources: resources)
        }
        let marker = DataDirectory.Marker(city: city, isDemo: true, address: "http://localhost:8080")
        let created = try await Platform.create(path, marker, places, resources: resources) { Terminal.progress("loading \($0) …") }
        Terminal.endProgress()
        Demo.say(created.accounts)
        return created.platform
    }

    /// `[##########          ] 450000 of 900000 cases, 97 s left`
    private static func bar(_ done: Int, _ all: Int, _ passed: Duration) -> String {
        let width = 30, filled = all == 0 ? width : done * width / all
        let left = done == 0 ? "" : ", \(Int(Double(passed.milliseconds) / 1000 * Double(all - done) / Double(done))) s left"
        return "[\(String(repeating: "#", count: filled))\(String(repeating: " ", count: width - filled))] \(done) of \(all) cases\(left)"
    }
}
