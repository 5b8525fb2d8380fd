import Cases
import Catalogue
import Files
import Hummingbird
import Identity
import Kernel
import Ledger
import Licences
import Organisations
import Standards
import Web

/// The citizens' face (办事大厅): find, understand, apply, track, receive, verify.
public struct Portal: Feature {
    public static let folder = "Faces/Portal"

    private let parts: PortalParts

    public init(_ parts: PortalParts) { self.parts = parts }

    public func routes(_ router: Router<TongbanContext>) {
        PublicRoutes(parts: parts).add(to: router)
        ApplyRoutes(parts: parts).add(to: router)
        MineRoutes(parts: parts).add(to: router)
    }
}

/// What the portal brings together.
public struct PortalParts: Sendable {
    public let city: City
    public let organisations: Organisations
    public let identity: Identity
    public let catalogue: Catalogue
    public let cases: Cases
    public let licences: Licences
    public let ledger: Ledger
    public let files: any FileStore
    public let calendar: WorkingCalendar
    public let clock: any Clock
    public let limits: RateLimits
    /// The address under which the public finds the platform: what QR codes lead to.
    public let address: String
    /// Reads a file of the city's folder, such as `samples/food/floor-plan.pdf`; `nil` when there is none.
    public let cityFile: @Sendable (String) async throws -> [UInt8]?

    public init(
        city: City, organisations: Organisations, identity: Identity, catalogue: Catalogue, cases: Cases, licences: Licences,
        ledger: Ledger,
        files: any FileStore, calendar: WorkingCalendar, clock: any Clock, limits: RateLimits, address: String,
        cityFile: @escaping @Sendable (String) async throws -> [UInt8]?
    ) {
        (self.city, self.organisations, self.identity, self.catalogue) = (city, organisations, identity, catalogue)
        (self.cases, self.licences, self.ledger, self.files) = (cases, licences, ledger, files)
        (self.calendar, self.clock, self.limits, self.address, self.cityFile) = (calendar, clock, limits, address, cityFile)
    }
}
