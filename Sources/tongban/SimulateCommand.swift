import ArgumentParser
import Foundation
import Kernel
import Organisations
import Platform
import Simulation
import Web

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a city live by one seed and check every evening that its books are right.",
        discussion: """
            Examples:
              tongban simulate                              a month of a small city, in a folder that is thrown away
              tongban simulate --seed 42 --days 31          the month of that seed, the same each time
              tongban simulate --faults --documents blank   with restarts and repeated requests, quicker
              tongban simulate --keep /srv/simulated        keeps the city, to be looked at with `tongban serve`
            People, companies and staff are made from the seed; time is the simulator's. When something is found that must not
            be, it is said with the day and the seed, and the exit code is 1.
            """)

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

    @Option(help: ArgumentHelp("Keep the city in this folder.", valueName: "data-directory"))
    var keep: String?

    @Option(help: ArgumentHelp("Where templates, messages and city data lie, when they are not beside the program.", valueName: "folder"))
    var resources: String?

    func validate() throws {
        guard (1...3660).contains(days) else { throw ValidationError("--days is between 1 and 3660") }
        guard (1...5000).contains(people) else { throw ValidationError("--people is between 1 and 5000") }
    }

    func run() async throws {
        try await speaking(resources) { resources in
            let plan = Plan(seed: seed, from: from, days: days, people: people, city: city, hasFaults: faults, pages: documents)
            let path = keep ?? FileManager.default.temporaryDirectory.appending(path: "tongban-simulated-\(UUID().uuidString)").path
            defer { if keep == nil { try? FileManager.default.removeItem(atPath: path) } }
            let began = ContinuousClock.now
            let summary = try await Simulation(plan, in: path, resources: resources).run(show)
            Terminal.endProgress()
            say(summary, took: ContinuousClock.now - began)
            if let keep { Terminal.say("Kept in \(keep): tongban serve \(keep)") }
        }
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
