import Cases
import Catalogue
import Files
import Identity
import Kernel
import Organisations
import Signing
import Storage
import Web

/// What `tongban init` made.
public struct Created: Sendable {
    public let platform: Platform
    /// What was taken in, file by file.
    public let reports: [(name: String, report: ImportReport)]
    /// The accounts of a demonstration; none elsewhere.
    public let accounts: [DemoAccount]
}

extension Platform {
    /// Makes a data directory and loads the city into it: regions, bodies, items, life events, seals, and in a demonstration its people.
    /// - Parameter progress: told what is being done, for whoever waits.
    public static func create(
        _ path: String, _ marker: DataDirectory.Marker, _ places: DataDirectory.Places = .init(), resources: ResourceRoot,
        clock: any Kernel.Clock = SystemClock(),
        random: any RandomSource = SecureRandom(), passwords: Password = Password(), progress: @Sendable (String) -> Void = { _ in }
    ) async throws -> Created {
        let folder = try CityFolder(resources, marker.city)
        try await checkIsFree(places, clock: clock)
        let directory = try DataDirectory(making: path, marker, places)
        try LedgerKey.make(in: directory, cipher: FieldCipher(directory.masterKey()), city: folder.city.name, at: clock.now)
        let platform = try await Platform(opening: directory, resources: resources, clock: clock, random: random, passwords: passwords)
        try await platform.database.prepareParts(from: clock.now)
        let reports = try await platform.loadCity(progress)
        progress("seals")
        let founder = Actor.system("init")
        try await platform.organisations.seals.establish(by: founder)
        _ = try await platform.organisations.seals.makeAll(by: founder)
        var accounts: [DemoAccount] = []
        if marker.isDemo, let people = folder.file("demo.json") {
            progress("people")
            accounts = try await platform.identity.loadDemo(people, by: founder)
        }
        try await platform.settle()
        try await platform.filesMark.set()
        try directory.seal()
        return Created(platform: platform, reports: reports, accounts: accounts)
    }

    /// A city is founded in a database and a store of files of its own; asked before anything is made.
    /// - Throws: `data.database_taken` when there are tables in it, `data.files_taken` when the store bears a mark; `storage...` or
    ///   `file...` when they can't be reached.
    private static func checkIsFree(_ places: DataDirectory.Places, clock: any Kernel.Clock) async throws {
        if let address = places.files, try await Storehouse.bucket(address, waiving: places.waivers, clock: clock).isMarked() {
            throw Problem("data.files_taken", .conflict, ["place": address])
        }
        guard let address = places.database else { return }
        let database = try await Storehouse.database(at: address, embedded: "", waiving: places.waivers, clock: clock)
        let tables = try await database.read { try $0.tables() }
        try await database.close()
        guard tables.isEmpty else { throw Problem("data.database_taken", .conflict) }
    }

    private func loadCity(_ progress: @Sendable (String) -> Void) async throws -> [(name: String, report: ImportReport)] {
        let founder = Actor.system("init")
        var reports: [(name: String, report: ImportReport)] = []
        if let regions = folder.file("regions.json") {
            progress("regions")
            reports.append(("regions", try await organisations.importRegions(json: regions, by: founder)))
        }
        if let bodies = folder.file("bodies.json") {
            progress("bodies")
            reports.append(("bodies", try await organisations.importBodies(json: bodies, by: founder)))
        }
        progress("items")
        reports.append(("items", try await importItems(folder.itemFiles, by: founder) { folder.file("items/\($0)") }))
        if let events = folder.file("life-events.json") {
            try await catalogue.replace(lifeEvents: JSONText.decode(from: events), by: founder)
        }
        return reports
    }

    /// Publishes the items of these files; rows are numbered through all of them.
    /// - Parameter beside: gives the files that items name: forms, rules, procedures.
    public func importItems(
        _ files: [[UInt8]], by actor: Actor, beside: ItemFile.Beside = { _ in nil }
    ) async throws -> ImportReport {
        let directory = organisations.directory, days = folder.caseRules.correctionDays
        let rows = try files.flatMap { try ItemFile.rows($0, directory: directory, correctionDays: days, beside: beside) }
        let numbered = rows.enumerated().map { ItemRow(number: $0 + 1, key: $1.key, content: $1.content) }
        return try await catalogue.publish(numbered, by: actor)
    }
}
