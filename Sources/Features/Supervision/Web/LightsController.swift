import Cases
import Hummingbird
import Kernel
import Ledger
import Web

/// `/supervision/cases`: the cases behind a figure; and the same as a table to download.
struct LightsController: Sendable {
    let supervision: Supervision

    func add(to router: Router<TongbanContext>) {
        router.get("/supervision/cases", use: list)
        router.get("/supervision/export.csv", use: export)
    }

    @Sendable private func list(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let scope = try SupervisionScope(context)
        let filter = LightFilter(context.query), after = LightKey(context.query["after"])
        let found = try await supervision.ledger.read { try LightStore.list(filter, in: scope, after: after, limit: 31, $0) }
        let counts = try await supervision.ledger.read { try LightStore.counts(in: scope, $0) }
        let page = LightsPage(Page(found, limit: 30) { LightKey($0).text }, filter, after, counts, scope, supervision, context)
        return try context.page("supervision/cases", title: page.title, page, layout: .staff, at: "supervision.cases")
    }

    /// The gravest first; at most `exportLimit` rows, so that a download cannot hold the server up.
    @Sendable private func export(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let scope = try SupervisionScope(context)
        let filter = LightFilter(context.query)
        var rows: [[String]] = [], after: LightKey?
        repeat {
            let found = try await supervision.ledger.read { [after] in
                try LightStore.list(filter, in: scope, after: after, limit: 1000, $0)
            }
            rows += found.map { LightRow($0, supervision, context).cells }
            after = found.count == 1000 ? found.last.map(LightKey.init) : nil
        } while after != nil && rows.count < Self.exportLimit
        let names = ["light", "reason", "number", "item", "body", "area", "accepted", "due", "used", "promise", "statutory"]
        let header = names.map { context.text("supervision.column.\($0)") }
        let name = "\(context.text("supervision.export.name"))-\(supervision.clock.today.compact).csv"
        let supervisor = try context.requireSession().actor
        let mark = try await supervision.cases.export(.supervision, rows: rows.count, filter: filter.facts, by: supervisor)
        return context.table(name, header: header, rows: rows, mark)
    }

    private static let exportLimit = 10_000
}
