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

/// The staff's face: the comprehensive window (综合窗口) takes applications in, the office (审批办公) decides on them.
public struct Desk: Feature {
    public static let folder = "Faces/Desk"

    private let parts: DeskParts

    public init(_ parts: DeskParts) { self.parts = parts }

    public func routes(_ router: Router<TongbanContext>) {
        WindowRoutes(parts: parts).add(to: router)
        OfficeRoutes(parts: parts).add(to: router)
        CaseworkRoutes(parts: parts).add(to: router)
    }
}

/// What the desks bring together.
public struct DeskParts: Sendable {
    public let city: City
    public let organisations: Organisations
    public let identity: Identity
    public let catalogue: Catalogue
    public let cases: Cases
    public let licences: Licences
    public let ledger: Ledger
    public let files: any FileStore
    public let calendar: WorkingCalendar
    /// The rule by which cases get their lights (`supervision.json`).
    public let lights: LightRule
    public let clock: any Kernel.Clock
    /// What officers often write, offered beside the opinion (`phrases.json`).
    public let phrases: Phrases
    /// The address under which the public finds the platform: a receipt's QR code leads there.
    public let address: String

    public init(
        city: City, organisations: Organisations, identity: Identity, catalogue: Catalogue, cases: Cases, licences: Licences,
        ledger: Ledger, files: any FileStore, calendar: WorkingCalendar, lights: LightRule, clock: any Kernel.Clock,
        phrases: Phrases = Phrases(), address: String = ""
    ) {
        (self.city, self.organisations, self.identity, self.catalogue) = (city, organisations, identity, catalogue)
        (self.cases, self.licences, self.ledger, self.files) = (cases, licences, ledger, files)
        (self.calendar, self.lights, self.clock, self.phrases, self.address) = (calendar, lights, clock, phrases, address)
    }
}
