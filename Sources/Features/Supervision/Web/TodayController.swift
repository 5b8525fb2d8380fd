import Hummingbird
import Kernel
import Ledger
import Standards
import Storage
import Web

/// `/supervision`: the city, or one's own department, in one look.
struct TodayController: Sendable {
    let supervision: Supervision

    func add(to router: Router<TongbanContext>) {
        router.get("/supervision", use: show)
    }

    @Sendable private func show(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let scope = try SupervisionScope(context)
        let now = supervision.clock.now, first = LocalDate(now).adding(days: 1 - Self.days)
        // One picture of the data, so that the figures agree with each other and with the list.
        let today = try await supervision.ledger.read { tx in
            Today(
                now: now, first: first, counts: try LightStore.counts(in: scope, tx),
                closed: try LightStore.closed(since: first, in: scope, tx), byDay: try LightStore.closedByDay(since: first, in: scope, tx),
                urgent: try urgent(in: scope, tx), head: try LedgerView(tx).head())
        }
        let page = TodayPage(today, scope, supervision, context)
        return try context.page("supervision/today", title: page.title, page, layout: .staff, at: "supervision.today")
    }

    /// The first reds and yellows; the pages behind the figures have them all.
    private func urgent(in scope: SupervisionScope, _ tx: any Reading) throws -> [CaseLight] {
        var found: [CaseLight] = []
        for lamp in [Lamp.red, .yellow] where found.count < 10 {
            found += try LightStore.list(LightFilter(lamp: lamp), in: scope, after: nil, limit: 10 - found.count, tx)
        }
        return found
    }

    /// On-time rates look back this far.
    static let days = 30
}

/// What the page is drawn from.
struct Today: Sendable {
    let now: Timestamp
    /// The first day of what was decided.
    let first: LocalDate
    let counts: [LightCount]
    let closed: [ClosedCount], byDay: [ClosedCount]
    let urgent: [CaseLight]
    let head: SignedHead?
}
