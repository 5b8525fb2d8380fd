import Cases
import Kernel
import Organisations
import Standards
import Web

/// The cases behind a figure.
struct LightsPage {
    let title: String, lead: String
    let rows: [LightRow]
    let hasRows: Bool
    let filterPath = "/supervision/cases"
    let fields: [FieldView]
    let exportPath: String
    let pager: PagerView
    let isFiltered: Bool

    init(
        _ page: Page<CaseLight>, _ filter: LightFilter, _ after: LightKey?, _ counts: [LightCount], _ scope: SupervisionScope,
        _ supervision: Supervision, _ context: TongbanContext
    ) {
        title = filter.lamp.map { context.text("supervision.cases.title_of", ["light": context.word($0)]) }
            ?? context.text("supervision.cases.title")
        let matching = counts.filter { figure in
            filter.lamps.contains(figure.lamp) && [figure.body, ""].contains(filter.body) && [figure.area, ""].contains(filter.area)
        }
        // Closed cases are not counted with the open ones.
        let isOpen = filter.lamp.map(Lamp.open.contains) ?? true
        lead = isOpen ? context.text("supervision.cases.count", ["count": grouped(matching.reduce(0) { $0 + $1.count })]) : ""
        rows = page.elements.map { LightRow($0, supervision, context) }
        hasRows = !rows.isEmpty
        fields = Self.fields(filter, counts, scope, supervision.directory, context)
        exportPath = filter.path("/supervision/export.csv")
        pager = PagerView(filter.path(), after: after?.text, next: page.next)
        isFiltered = filter != LightFilter()
    }

    private static func fields(_ filter: LightFilter, _ counts: [LightCount], _ scope: SupervisionScope, _ directory: OrganisationDirectory,
                               _ context: TongbanContext) -> [FieldView] {
        let bodies = Set(counts.map(\.body) + [filter.body]).subtracting([""]).sorted()
            .map { FieldView.Option($0, directory.name(ofBody: $0, english: context.language == .en)) }
        let areas = Set(counts.map(\.area) + [filter.area]).subtracting([""]).sorted()
            .map { FieldView.Option($0, directory.name(ofArea: $0, context)) }
        let lamps = (Lamp.open + [.late, .done]).map { FieldView.Option($0.rawValue, context.word($0)) }
        let all: [FieldView] = [
            .choice("light", context.text("supervision.column.light"), options: lamps, value: filter.lamp?.rawValue ?? ""),
            .choice("body", context.text("supervision.column.body"), options: bodies, value: filter.body),
            .choice("area", context.text("supervision.column.area"), options: areas, value: filter.area),
        ]
        // A chief has one department only.
        if case .body = scope { return all.filter { $0.name != "body" } }
        return all
    }
}
