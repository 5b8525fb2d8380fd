import Cases
import Hummingbird
import Jobs
import Kernel
import Ledger
import Organisations
import Standards
import Storage
import Web

/// Electronic supervision (电子监察): every open case has a light, computed from the acts on the ledger and the calendar alone,
/// so that no approval exists outside it. What changes a light is either an act or the coming of a day, and both are awaited:
/// nothing looks over all open cases.
public struct Supervision: Feature {
    public static let folder = "Features/Supervision"

    let ledger: Ledger
    let jobs: JobQueue
    /// Where timers are set: they are no official state, so no act speaks of them.
    let timers: any Database
    let judge: LightJudge
    let cases: Cases
    let directory: OrganisationDirectory
    let clock: any Kernel.Clock
    let random: any RandomSource

    public init(
        ledger: Ledger, timers database: any Database, jobs: JobQueue, rule: LightRule, calendar: WorkingCalendar, cases: Cases,
        directory: OrganisationDirectory, clock: any Kernel.Clock, random: any RandomSource
    ) {
        (self.ledger, timers, self.jobs) = (ledger, database, jobs)
        (self.cases, self.directory) = (cases, directory)
        (judge, self.clock, self.random) = (LightJudge(rule: rule, calendar: calendar), clock, random)
    }

    public var readers: [any LedgerReader] { [LightReader(judge: judge, jobs: jobs, clock: clock)] }

    public var jobHandlers: [any JobHandler] { [DayTimer(supervision: self), TickNow(supervision: self)] }

    /// The light of a case; `nil` when no act on it has been read yet.
    public func light(ofCase id: ID<Case>) async throws -> CaseLight? {
        try await ledger.read { try LightStore.find(id, in: .everything, $0) }
    }

    public func routes(_ router: Router<TongbanContext>) {
        TodayController(supervision: self).add(to: router)
        LightsController(supervision: self).add(to: router)
        CaseController(supervision: self).add(to: router)
    }
}
