import Cases
import HTTPTypes
import Hummingbird
import Kernel
import Organisations
import Standards
import Web

/// The lists of a desk: what waits, the most urgent first; what I have dealt with; and what waits as a table to download.
struct WorkListController: Sendable {
    let parts: DeskParts
    let station: Station

    func routes(_ router: Router<TongbanContext>) {
        router.get("\(station.todoPath)", use: todo)
        router.get("\(station.donePath)", use: done)
        router.get("\(station.path)/export.csv", use: export)
    }

    @Sendable private func todo(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context), roles = station.roles(of: actor)
        let filter = WorkListFilter(context.query)
        let after = WorkKey(context.query["after"])
        let page = try await parts.cases.workList(roles, in: actor.scope, filter: filter.work, after: after)
        let count = try await parts.cases.workCount(roles, in: actor.scope, filter: filter.work)
        let all = filter.isEmpty ? count : try await parts.cases.workCount(roles, in: actor.scope)
        let model = WorkListPage(
            title: context.text("desk.todo.\(station.rawValue)", ["count": "\(count)"]), lead: context.text("desk.todo.lead"),
            rows: page.elements.map { row($0, context) }, filter: filter.view(parts, actor, station, context),
            exportPath: filter.path("\(station.path)/export.csv"),
            pager: PagerView(filter.path(station.todoPath), after: after?.text, next: page.next),
            empty: context.text(filter.isEmpty ? "desk.todo.empty.\(station.rawValue)" : "desk.todo.noneFound"),
            clearPath: filter.isEmpty ? nil : station.todoPath, dateLabel: context.text("desk.column.due"))
        return try context.page("desk/list", title: model.title, model, layout: .staff, at: station.todoTab,
                                badges: station.badges(waiting: all))
    }

    @Sendable private func done(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context)
        let before = HandledKey(context.query["after"])
        let page = try await parts.cases.handled(by: actor, before: before)
        let model = WorkListPage(
            title: context.text("desk.done.title"), lead: context.text("desk.done.lead"),
            rows: page.elements.map { row($0.record, context, at: $0.at) }, filter: nil, exportPath: nil,
            pager: PagerView(station.donePath, after: before?.text, next: page.next), empty: context.text("desk.done.empty"),
            clearPath: nil, dateLabel: context.text("desk.column.handled"))
        return try context.page("desk/list", title: model.title, model, layout: .staff, at: station.doneTab)
    }

    /// What the list shows, masked as there; at most `exportLimit` rows, so that a download cannot hold the server up.
    @Sendable private func export(_ request: Request, _ context: TongbanContext) async throws -> Response {
        let actor = try parts.actor(station, context)
        let filter = WorkListFilter(context.query), roles = station.roles(of: actor)
        var rows: [[String]] = [], after: WorkKey?
        repeat {
            let page = try await parts.cases.workList(roles, in: actor.scope, filter: filter.work, after: after, limit: 500)
            rows += page.elements.map { row($0, context).cells }
            after = page.next.flatMap { WorkKey($0) }
        } while after != nil && rows.count < Self.exportLimit
        let header = ["number", "applicant", "item", "stage", "region", "source", "light", "due"].map { context.text("desk.column.\($0)") }
        let list: ExportedList = station == .window ? .window : .office
        let mark = try await parts.cases.export(list, rows: rows.count, filter: filter.facts, by: actor.actor)
        return context.table("\(context.text("desk.export.name"))-\(parts.clock.today.compact).csv", header: header, rows: rows, mark)
    }

    private static let exportLimit = 5000

    private func row(_ waiting: WaitingCase, _ context: TongbanContext) -> WorkRow {
        WorkRow(waiting.record, path: station.path(of: waiting.id), parts, step: waiting.element, context)
    }

    private func row(_ record: Case, _ context: TongbanContext, at instant: Timestamp? = nil) -> WorkRow {
        WorkRow(record, path: station.path(of: record.id), parts, at: instant, context)
    }
}
