import Kernel
import Logging
import Platform
import Signing
import Supervision
import Web

/// Where a simulated city is kept, and how its platform is opened: at the start, and again after each restart.
struct Site: Sendable {
    let path: String
    let places: DataDirectory.Places
    let resources: ResourceRoot
    let plan: Plan
    let clock: StandingClock
    let random: EventRandom

    /// Founds the city, unless that was done already.
    func found(_ progress: @Sendable (String) -> Void) async throws {
        guard !DataDirectory.exists(at: path) else { return }
        // Apart from all events to come, which may share the instant of the founding.
        random.begin(event: -1)
        let marker = DataDirectory.Marker(city: plan.city, isDemo: false, address: "http://localhost:8080")
        let created = try await Platform.create(
            path, marker, places, resources: resources, clock: clock, random: random, passwords: passwords, progress: progress)
        try await created.platform.close()
    }

    /// Opens the platform as `tongban serve` would.
    func open() async throws -> Platform {
        let platform = try await Platform(
            opening: DataDirectory(opening: path), resources: resources, clock: clock, random: random, passwords: passwords,
            pages: plan.pages, logger: Logger(label: "simulate") { _ in SwiftLogNoOpLogHandler() })
        try await platform.supervision.start()
        return platform
    }

    /// Nobody attacks simulated people, and thousands of them sign in.
    private var passwords: Password { Password(cost: .trifling) }
}
