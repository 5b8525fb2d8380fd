import Kernel
import Ledger
import Signing
import Storage
import Threads

/// What the city is made of: its regions, its bodies and their seals. `load()` it at start, then ask the directory.
public struct Organisations: Sendable {
    public let city: City
    public let directory = OrganisationDirectory()
    public let seals: SealBook

    private let ledger: Ledger
    private let clock: any Kernel.Clock
    private let random: any RandomSource

    /// - Parameter drawing: Where seals are drawn and certified.
    public init(
        city: City, ledger: Ledger, cipher: FieldCipher, clock: any Kernel.Clock, random: any RandomSource = SecureRandom(),
        drawing: WorkPool = .single("drawing")
    ) {
        (self.city, self.ledger, self.clock, self.random) = (city, ledger, clock, random)
        seals = SealBook(
            city: city, directory: directory, ledger: ledger, cipher: cipher, clock: clock, random: random, threads: drawing)
    }

    /// Where its files lie below `Sources`.
    public static let folder = "Features/Organisations"

    /// Fills the directory and reads the seals' authority, if there is one yet.
    public func load() async throws {
        try await reload()
        try await seals.load()
    }
}

// MARK: - Commands

extension Organisations {
    /// Takes in regions from a table with the columns `code`, `name`, `level`, `parent_code`, `type` and, if there, `edition`,
    /// `status`, `mca2025_code`. Good rows stay and bad ones are reported; sending the same table again changes nothing.
    /// - Throws: the faults of `CSVTable` when it is no such table.
    public func importRegions(csv: [UInt8], by actor: Actor) async throws -> ImportReport {
        try await takeIn(ImportRow.table(csv), by: actor)
    }

    /// Takes in regions from a JSON list of `code`, `name`, `level`, `parent`, `type`.
    /// - Throws: `import.json` when it is no list.
    public func importRegions(json: [UInt8], by actor: Actor) async throws -> ImportReport {
        try await takeIn(ImportRow.list(json) { $0.code }, by: actor)
    }

    /// Takes in bodies from a JSON list of the fields of `Body`. The regions must be there first.
    /// - Throws: `import.json` when it is no list.
    public func importBodies(json: [UInt8], by actor: Actor) async throws -> ImportReport {
        let rows = try ImportRow<BodyRow>.list(json) { $0.code }
        let judge: Judging<BodyRow, Body> = { [directory] tx in
            .bodies(rows, known: try OrganisationStore.bodies(tx)) { directory.region($0) != nil }
        }
        return try await keep("bodies.imported", by: actor, judge, OrganisationStore.put)
    }

    private func takeIn(_ rows: [ImportRow<RegionRow>], by actor: Actor) async throws -> ImportReport {
        let judge: Judging<RegionRow, Region> = { tx in .regions(rows, known: try OrganisationStore.regions(tx)) }
        return try await keep("regions.imported", by: actor, judge, OrganisationStore.put)
    }

    private typealias Judging<Row: Sendable, Entry: Identifiable & Equatable & Sendable> =
        @Sendable (any Reading) throws -> ImportJudge<Row, Entry> where Entry.ID == String

    /// Stores what the judge lets stand. An upload without news is no act.
    private func keep<Row, Entry>(
        _ kind: String, by actor: Actor, _ judging: @escaping Judging<Row, Entry>,
        _ put: @escaping @Sendable (Entry, any Transaction) throws -> Void
    ) async throws -> ImportReport {
        let foreseen = try await ledger.read { try judging($0).report }
        guard foreseen.changesAnything else { return foreseen }
        let now = clock.now, act = random.key(Act.self, at: now)
        let report = try await ledger.command { [city] tx in
            try tx.lock(kind)
            let judge = try judging(tx), report = judge.report
            for entry in judge.standing { try put(entry, tx) }
            return Acted(report, Act(act, kind, of: Subject("city", city.code), by: actor, at: now, facts: report.facts))
        }
        try await reload()
        return report
    }

    private func reload() async throws {
        let (regions, bodies) = try await ledger.read { (try OrganisationStore.regions($0), try OrganisationStore.bodies($0)) }
        directory.replace(regions: regions, bodies: bodies)
    }
}

extension ImportReport {
    fileprivate var facts: [String: String] {
        ["added": "\(added)", "changed": "\(changed)", "unchanged": "\(unchanged)", "refused": "\(refused.count)"]
    }
}
