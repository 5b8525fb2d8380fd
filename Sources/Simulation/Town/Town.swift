import Cases
import Identity
import Kernel
import Ledger
import Organisations
import Platform
import Standards

/// The city while it lives: the platform, the clock, and everybody in it. One thing happens after another, as the seed says; what
/// people do is in `Life/`.
final class Town {
    let plan: Plan
    let site: Site
    let chance: Chance
    /// What goes wrong with machines.
    let mischief: Chance
    var platform: Platform
    var agenda = Agenda()
    var citizens: [Citizen]
    var workers: [Worker] = []
    /// Whose case it is, by the place among the citizens.
    var applicants: [ID<Case>: Int] = [:]
    /// Those that were handed in for a company.
    var ofCompanies: Set<ID<Case>> = []
    /// The day on which somebody will turn to a case in a stage, as he decides when he first sees it.
    var attention: [String: LocalDate] = [:]
    /// The day on which a special procedure will be over.
    var procedureEnds: [ID<Case>: LocalDate] = [:]
    var regions: [String] = []
    private(set) var events = 0
    var restarts = 0

    init(_ plan: Plan, _ site: Site) async throws {
        (self.plan, self.site) = (plan, site)
        (chance, mischief) = (Chance(seed: plan.seed, "life"), Chance(seed: plan.seed, "mischief"))
        citizens = try Census(seed: plan.seed).citizens(plan.people)
        platform = try await site.open()
        regions = platform.organisations.directory.regions.filter { $0.level == .town }.map(\.code)
    }

    var clock: StandingClock { site.clock }
    var today: LocalDate { clock.today }
    var calendar: WorkingCalendar { platform.folder.calendar }

    /// The next moment: a command never shares its instant with another, so that their order is the clock's.
    func pass() {
        events += 1
        site.random.begin(event: events)
        clock.advance(.seconds(1))
    }

    /// Lets everything follow that follows by itself.
    func settle() async throws {
        pass()
        try await platform.settle()
    }

    /// The platform stops and starts again, whatever it was about to do.
    func restart() async throws {
        restarts += 1
        pass()
        if mischief.percent(50) { _ = try await platform.sequencer.sequence() }
        try await platform.close()
        platform = try await site.open()
    }
}

// MARK: - What must and what may not succeed

/// Something happened that must not, or did not happen that must.
struct Surprise: Error, CustomStringConvertible {
    let what: String

    init(_ what: String) { self.what = what }

    var description: String { what }
}

extension Town {
    /// A command that must be refused, with this code.
    func mustRefuse(_ what: String, _ code: String, _ command: () async throws -> Void) async throws {
        pass()
        do {
            try await command()
        } catch let problem as Problem where problem.code == code {
            return
        }
        throw Surprise("\(what) was not refused with \(code)")
    }

    /// A command that may come too late: `nil` when it was refused for one of these reasons.
    func attempt<Value>(refusedBy codes: Set<String>, _ command: () async throws -> Value) async throws -> Value? {
        pass()
        do {
            return try await command()
        } catch let problem as Problem where codes.contains(problem.code) {
            return nil
        }
    }
}
