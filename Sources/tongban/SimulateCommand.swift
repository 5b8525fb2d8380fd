import ArgumentParser
import Foundation
import Kernel
import Organisations
import Platform
import Simulation
import Web

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a city live by one seed and check every evening that its books are right; or fill a database with cases.",
        discussion: """
            Examples:
              tongban simulate                              a month of a small city, in a folder that is thrown away
              tongban simulate --seed 42 --days 31          the month of that seed, the same each time
              tongban simulate --faults --documents blank   with restarts and repeated requests, quicker
              tongban simulate /srv/simulated               keeps the city, to be looked at
              tongban simulate --fill 1000000 /srv/filled   a demonstration city with a million cases, to be measured
              tongban simulate /srv/simulated --database postgres://tongban@db.example.com/simulated
            People, companies and staff are made from the seed; time is the simulator's. When something is found that must not
            be, it is said with the day and the seed, and the exit code is 1.
            Filling enters made-up cases in every state with their acts; documents are not written. Stop it when you like: the
            same command goes on.
            """)

    @Argument(help: ArgumentHelp("Keep the city in this folder, which must be empty or not there yet, unless it is to be filled.",
                                 valueName: "data-directory"))
    var data: String?

    @Option(help: "What everything follows from.")
    var seed: UInt64 = 1

    @Option(help: "How many days are lived.")
    var days = 31

    @Option(help: "How many citizens there are.")
    var people = 400

    @Option(help: "The first day, such as 2026-09-21.")
    var from = Plan.autumn

    @Option(help: "The city: a folder of Data.")
    var city = "kaifeng"

    @Option(help: "drawn: documents as they are; blank: sealed, but with empty pages, which is quicker.")
    var documents = Press.Pages.drawn

    @Flag(help: "Restart the platform in the middle of things, send requests again, build readers anew.")
    var faults = false

    @Option(help: ArgumentHelp("Don't live, but fill the data directory up to so many cases.", valueName: "cases"))
    var fill: Int?

    @Option(help: ArgumentHelp(
        "An empty PostgreSQL database for the new city's rows; else TONGBAN_DATABASE says so. \(DatabaseAddress.help)",
        valueName: "postgres://..."))
    var database: String?

    @OptionGroup var waivers: WaiverFlags

    @Option(help: ArgumentHelp("Where templates, messages and city data lie, when they are not beside the program.", valueName: "folder"))
    var resources: String?

    func validate() throws {
        guard (1...3660).contains(days) else { throw ValidationError("--days is between 1 and 3660") }
        guard (1...5000).contains(people) else { throw ValidationError("--people is between 1 and 5000") }
        guard (1...20_000_000).contains(fill ?? 1) else { throw ValidationError("--fill is between 1 and 20000000") }
        guard fill == nil || data != nil else { throw ValidationError("--fill needs a data directory: tongban simulate --fill 100000 DIR") }
    }

    func run() async throws {
        try await speaking(resources) { resources in
            let places = try DataDirectory.Places.chosen(database: DatabaseAddress.read(database, resources), waiving: waivers.all)
            if let fill, let data {
                try await FillRun(cases: fill, path: data, places: places, seed: seed, city: city).run(resources)
            } else {
                try await live(resources, places)
            }
        }
    }

    private func live(_ resources: ResourceRoot, _ places: DataDirectory.Places) async throws {
        guard data != nil || places.database == nil else { throw Problem("simulate.no_folder", .invalid) }
        let plan = Plan(seed: seed, from: from, days: days, people: people, city: city, hasFaults: faults, pages: documents)
        let path = data ?? FileManager.default.temporaryDirectory.appending(path: "tongban-simulated-\(UUID().uuidString)").path
        defer { if data == nil { try? FileManager.default.removeItem(atPath: path) } }
        let began = ContinuousClock.now
        let summary = try await Simulation(plan, in: path, places, resources: resources).run(show)
        Terminal.endProgress()
        say(summary, took: ContinuousClock.now - began)
        if let data { Terminal.say("Kept in \(data).") }
    }

    @Sendable private func show(_ progress: Simulation.Progress) {
        switch progress {
        case .founding(let what): Terminal.progress("founding the city: \(what) …")
        case .lived(let days, let all, let cases): Terminal.progress("day \(days) of \(all), \(cases) cases")
        }
    }

    private func say(_ summary: Summary, took: Duration) {
        let outcomes = summary.outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        let share = summary.decided == 0 ? 100 : summary.onTime * 100 / summary.decided
        Terminal.say("""
            \(days) days from \(from), \(people) people, seed \(seed)
            cases      \(summary.cases): \(outcomes)
            on time    \(share) % of \(summary.decided) decided; \(summary.yellowCards) yellow cards, \(summary.redCards) red
            ledger     \(summary.acts) acts, verified; \(summary.documents) documents, \(summary.licences) licences
            faults     \(faults ? "\(summary.restarts) restarts" : "none")
            digest     \(summary.digest)
            took       \(took.milliseconds / 1000) s. Every invariant held on every day.
            """)
    }
}

extension Press.Pages: ExpressibleByArgument {}

extension LocalDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
