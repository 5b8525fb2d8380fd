import Files
import Foundation
import Identity
import Kernel
import Logging
import Platform
import Signing
import Threads
import Web

/// Kaifeng in a directory of its own, on a clock that stands still: the whole platform as it will run, for one test.
/// It is a Thursday morning after the national holidays, 2026-10-08 10:00.
public final class TestCity: Sendable {
    public let platform: Platform
    public let clock: StandingClock
    /// The data directory.
    public let path: String
    let password: String
    private let lot: CityLot

    public static let morning = LocalDate(year: 2026, month: 10, day: 8)!.at(hour: 10)

    /// A city that has just been founded. Founding takes seconds, so it is done once and copied.
    /// - Parameters:
    ///   - examining: where strangers' files are examined, for tests of a crowd.
    ///   - disks: who knows how much room there is.
    public init(at now: Timestamp = TestCity.morning, examining: WorkPool? = nil, disks: any DiskGauge = SystemDisks()) async throws {
        let template = try await Template.shared.made()
        lot = try await template.lot.copy()
        (path, password, clock) = (lot.path, template.password, StandingClock(now))
        var pools = WorkPools()
        if let examining { pools.examining = examining }
        platform = try await Platform(
            opening: DataDirectory(opening: path), resources: Self.resources(), options: Self.options, clock: clock,
            passwords: Self.passwords, pools: pools, gauge: disks, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    deinit { lot.clear() }

    /// The package itself, of which this file is a part.
    public static let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path

    public static func resources() throws -> ResourceRoot { try ResourceRoot(root) }

    /// As cheap as a password may be: tests are not attacked.
    static let passwords = Password(cost: .trifling)

    private static var options: WebServer.Options {
        var options = WebServer.Options()
        (options.burst, options.perSecond) = (100_000, 100_000)
        return options
    }
}

/// The city as `tongban init` leaves it, made once for all tests of a process.
private actor Template {
    static let shared = Template()
    private var making: Task<(lot: CityLot, password: String), any Error>?

    func made() async throws -> (lot: CityLot, password: String) {
        let task = making ?? Task {
            let lot = try await CityLot.empty()
            let marker = DataDirectory.Marker(city: "kaifeng", isDemo: true, address: "http://localhost:8080")
            let created = try await Platform.create(
                lot.path, marker, lot.places, resources: TestCity.resources(), clock: StandingClock(TestCity.morning - .days(30)),
                passwords: TestCity.passwords)
            try await created.platform.close()
            return (lot, created.accounts.first?.password ?? "")
        }
        making = task
        return try await task.value
    }
}
