import Kernel
import Platform
import Signing
import Storage
import Web

/// A city that lives by one seed (模拟运行): people apply, staff work, time passes, all through the platform's own commands; and every
/// evening the books are checked against what must always be true. The same plan gives the same life.
public struct Simulation: Sendable {
    public let plan: Plan
    private let path: String
    private let places: DataDirectory.Places
    private let resources: ResourceRoot

    /// - Parameters:
    ///   - path: where the city is founded: an empty folder or none yet, or a city that was founded but has not lived.
    ///   - places: where a city that is founded now keeps its rows and files, when it isn't in that folder.
    public init(_ plan: Plan, in path: String, _ places: DataDirectory.Places = .init(), resources: ResourceRoot) {
        (self.plan, self.path, self.places, self.resources) = (plan, path, places, resources)
    }

    /// How far it has come.
    public enum Progress: Sendable {
        case founding(String)
        /// The evening of a day: how many days have passed, of how many, and how many cases there are.
        case lived(days: Int, of: Int, cases: Int)
    }

    /// Lives all the days.
    /// - Throws: `Failure` when something broke, with the day, the seed and how to see it again; `simulate.lived_in`, or another
    ///   `Problem` when the city could not be founded.
    public func run(_ progress: @Sendable (Progress) -> Void = { _ in }) async throws -> Summary {
        let site = site
        try await site.found { progress(.founding($0)) }
        let town = try await Town(plan, site)
        guard try await town.platform.database.read({ try $0.row("SELECT id FROM cases LIMIT 1") }) == nil else {
            try await town.platform.close()
            throw Problem("simulate.lived_in", .conflict, ["path": path])
        }
        let keeper = Bookkeeper(secrets: town.citizens.flatMap(\.secrets))
        do {
            let books = try await live(in: town, keeper, progress)
            try await town.platform.close()
            return Summary(books, restarts: town.restarts)
        } catch {
            let day = town.today
            try? await town.platform.close()
            throw Failure(plan: plan, day: day, reason: Self.words(error))
        }
    }

    /// Founds the city without letting it live, for whoever wants to copy it.
    func found() async throws { try await site.found { _ in } }

    private var site: Site {
        Site(path: path, places: places, resources: resources, plan: plan, clock: StandingClock(plan.founding.at(hour: 8)),
             random: EventRandom(seed: plan.seed))
    }

    private func live(in town: Town, _ keeper: Bookkeeper, _ progress: @Sendable (Progress) -> Void) async throws -> Books {
        try await town.begin()
        var books = try await keeper.read(town.platform, at: town.clock.now)
        for number in 0..<plan.days {
            try await town.live(plan.from.adding(days: number))
            if plan.hasFaults, town.mischief.percent(30) { try await town.rebuild() }
            let isLast = number == plan.days - 1
            // Searching all texts for people costs more each day, so it is done once a week.
            books = try await keeper.read(town.platform, at: town.clock.now, isThorough: isLast || number % 7 == 6)
            try books.check()
            progress(.lived(days: number + 1, of: plan.days, cases: books.cases.count))
        }
        return books
    }

    private static func words(_ error: any Error) -> String {
        guard let problem = error as? Problem else { return "\(error)" }
        return ([problem.description] + problem.fields.map { "\($0.field) \($0.code)" }).joined(separator: ", ")
    }
}

/// A simulation came upon something that must not be.
public struct Failure: Error, Sendable, CustomStringConvertible {
    public let plan: Plan
    public let day: LocalDate
    /// What broke: the invariant with its contradictions, or the command that did what it must not.
    public let reason: String

    public var description: String { "\(reason)\nSeed \(plan.seed), on \(day). To see it again: \(plan.command)" }
}
