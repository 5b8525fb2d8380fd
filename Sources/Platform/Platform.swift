import Cases
import Catalogue
import Console
import Desk
import Files
import Identity
import Jobs
import Kernel
import Ledger
import Licences
import Logging
import Organisations
import Portal
import Signing
import Storage
import Supervision
import Threads
import Web

/// The whole: every room built and joined, in one readable function. The program, the tests and the benchmarks all begin here.
public struct Platform: Sendable {
    public let directory: DataDirectory
    public let folder: CityFolder
    public let database: any Database
    public let files: any CollectableFileStore & MarkedFileStore
    public let ledger: Ledger
    public let sequencer: Sequencer
    public let jobs: JobRunner
    let queue: JobQueue
    let revival: JobRevival
    let disks: DiskWatch
    public let collection: FileCollection
    let upkeep: Upkeep
    public let organisations: Organisations
    public let identity: Identity
    public let catalogue: Catalogue
    public let cases: Cases
    public let licences: Licences
    public let supervision: Supervision
    public let web: WebServer
    let limits: RateLimits
    let cipher: FieldCipher
    let clock: any Kernel.Clock
    let random: any RandomSource
    let logger: Logger
    /// Whoever has the platform open may write rows, so nobody moves them meanwhile.
    let lock: DirectoryLock
    /// How many acts the ledger had before regions, bodies and items were read into memory.
    let foundAt: Int

    /// Opens a data directory and joins the rooms, from the bottom up.
    /// - Parameters:
    ///   - pages: blank for simulations alone: people can't read blank documents.
    ///   - pools: the threads of the node.
    ///   - gauge: who knows how much room there is on the disks.
    /// - Throws: a `Problem` or a `StartFault` that says what is missing and what to do; `data.in_use` while the rows are being moved.
    public init(
        opening directory: DataDirectory, resources: ResourceRoot, options: WebServer.Options = .init(),
        clock: any Kernel.Clock = SystemClock(), random: any RandomSource = SecureRandom(), passwords: Password = Password(),
        pages: Press.Pages = .drawn, pools: WorkPools = WorkPools(), gauge: any DiskGauge = SystemDisks(),
        logger: Logger = Logger(label: "tongban")
    ) async throws {
        let folder = try CityFolder(resources, directory.marker.city)
        let city = folder.city
        let master = try directory.masterKey()
        let cipher = FieldCipher(master)
        // First of all, so that with a wrong key nothing is touched.
        let signing = try LedgerKey.open(in: directory, cipher: cipher)

        // How things are kept.
        let lock = try DirectoryLock(directory, isExclusive: false)
        let database = try await Storehouse.database(directory, clock: clock)
        try await database.migrate(Migrations.all(resources, engine: database.engine.name))
        try await database.renew(Migrations.renewals, at: clock.now)
        let files = try await Storehouse.files(directory, clock: clock, threads: pools.files)
        let disks = DiskWatch(directory.onDisk, gauge: gauge, threads: pools.files)
        let ledger = Ledger(database, city: city.name)
        let queue = JobQueue(database, clock: clock, random: random)
        let limits = RateLimits(clock: clock)
        let foundAt = try await ledger.head()?.size ?? 0

        // What the city is and offers.
        let organisations = Organisations(city: city, ledger: ledger, cipher: cipher, clock: clock, random: random,
                                          drawing: pools.drawing)
        try await organisations.load()
        let identity = Identity(ledger: ledger, database: database, organisations: organisations, cipher: cipher, passwords: passwords,
                                isDemo: directory.marker.isDemo, limits: limits, clock: clock, random: random, threads: pools.passwords)
        let catalogue = Catalogue(database: database, ledger: ledger, directory: organisations.directory, plainForm: folder.plainForm,
                                  clock: clock, random: random)
        try await catalogue.load()

        // What the city does.
        let press = Press(seals: organisations.seals, directory: organisations.directory, files: files, clock: clock, pages: pages,
                          threads: pools.drawing)
        let cases = Cases(ledger: ledger, drafts: database, jobs: queue, catalogue: catalogue, directory: organisations.directory,
                          city: city, calendar: folder.calendar, rules: folder.caseRules, documentTexts: folder.documentTexts,
                          cipher: cipher, limits: limits, disks: disks, clock: clock, random: random)
        let licences = Licences(ledger: ledger, types: folder.licenceTypes, press: press, seals: organisations.seals,
                                directory: organisations.directory, address: directory.marker.address, cipher: cipher,
                                clock: clock, random: random, examining: pools.examining)
        let supervision = Supervision(ledger: ledger, jobs: queue, rule: folder.lights, calendar: folder.calendar, cases: cases,
                                      directory: organisations.directory, clock: clock, random: random)

        let collection = FileCollection(files: files, ledger: ledger, cases: cases, licences: licences, clock: clock)
        let upkeep = Upkeep(database: database, queue: queue, collection: collection, identity: identity, security: folder.security,
                            seals: organisations.seals, clock: clock, logger: logger)

        // What follows from acts, and what is done later.
        let readers = licences.readers(queue) + supervision.readers + identity.readers
        let sequencer = Sequencer(ledger, signing: signing, clock: clock, readers: readers)
        let handlers = cases.jobHandlers(press: press, address: directory.marker.address)
            + licences.jobHandlers(GrantsOfCases(cases: cases, types: folder.licenceTypes)) + supervision.jobHandlers + [upkeep]
        let jobs = try JobRunner(queue, database: database, clock: clock, handlers: handlers, logger: logger)

        // The faces.
        let portal = Portal(PortalParts(
            city: city, organisations: organisations, identity: identity, catalogue: catalogue, cases: cases, licences: licences,
            ledger: ledger, files: files, calendar: folder.calendar, clock: clock, limits: limits,
            address: directory.marker.address, cityFile: { name in try await pools.files.run { folder.file(name) } }))
        let desk = Desk(DeskParts(
            city: city, organisations: organisations, identity: identity, catalogue: catalogue, cases: cases, licences: licences,
            ledger: ledger, files: files, calendar: folder.calendar, lights: folder.lights, clock: clock, phrases: folder.phrases,
            address: directory.marker.address))
        let revival = JobRevival(queue: queue, ledger: ledger, clock: clock, random: random)
        let console = Console(PlatformOfConsole(
            revival: revival, ledger: ledger, engine: database.engine, files: files, isObjectStore: directory.places.files != nil),
            identity: identity, organisations: organisations)
        let mac = HMACSM3(key: master.key(for: .web))
        let web = try WebServer(
            resources,
            features: [portal, desk, supervision, console, CasePages(cases, identity: identity, files: files), IdentityPages(identity)],
            folders: ["Features/Organisations", "Features/Catalogue", "Features/Licences", "Platform"],
            site: SiteMap.site(city, organisations.directory), authenticator: identity, options: options, clock: clock,
            random: random, limits: limits, refusals: identity, logger: logger,
            mac: { mac.authenticate($0).bytes }, ready: { _ = try await ledger.head() })

        (self.directory, self.lock, self.folder) = (directory, lock, folder)
        (self.database, self.files, self.disks, self.ledger) = (database, files, disks, ledger)
        (self.sequencer, self.jobs, self.queue, self.revival) = (sequencer, jobs, queue, revival)
        (self.organisations, self.identity) = (organisations, identity)
        (self.catalogue, self.cases, self.licences, self.supervision) = (catalogue, cases, licences, supervision)
        (self.collection, self.upkeep) = (collection, upkeep)
        (self.web, self.limits, self.cipher, self.foundAt) = (web, limits, cipher, foundAt)
        (self.clock, self.random, self.logger) = (clock, random, logger)
    }

    /// Does at once everything that would follow in time: acts sequenced, readers up to date, due jobs done. For tests, imports
    /// and the simulator.
    public func settle() async throws {
        repeat {
            try await sequencer.settle()
            try await jobs.drain()
        } while try await sequencer.sequence() > 0
    }

    public func close() async throws {
        defer { lock.release() }
        try await database.close()
    }
}
