import Cases
import Catalogue
import Kernel
import Organisations
import Standards
import Web
import Workflow

/// A list of cases on a desk.
struct WorkListPage {
    let title: String, lead: String
    let rows: [WorkRow]
    let hasRows: Bool
    let filter: FilterView?
    let exportPath: String?
    let pager: PagerView
    /// What to say when there is nothing, and where all is to be seen when a filter is the reason.
    let empty: String
    let clearPath: String?
    /// What the day of each row is: when it is due, or when something was done.
    let dateLabel: String

    init(title: String, lead: String, rows: [WorkRow], filter: FilterView?, exportPath: String?, pager: PagerView, empty: String,
         clearPath: String?, dateLabel: String) {
        (self.title, self.lead, self.rows, self.filter) = (title, lead, rows, filter)
        hasRows = !rows.isEmpty
        self.exportPath = rows.isEmpty ? nil : exportPath
        (self.pager, self.empty, self.clearPath, self.dateLabel) = (pager, empty, clearPath, dateLabel)
    }
}

/// A case in a list.
struct WorkRow {
    let path: String, number: String
    let lamp: String, light: String
    let holder: String, item: String, stage: String, region: String, source: String
    /// When it is due, or in a list of what was done, when that was.
    let date: String

    /// - Parameters:
    ///   - time: where its time stands.
    ///   - element: the step that waits, in a list of what waits.
    init(
        _ record: Case, _ time: CaseTime, path: String, _ parts: DeskParts, step element: String? = nil, at instant: Timestamp? = nil,
        _ context: TongbanContext
    ) {
        let light = parts.light(time)
        (lamp, self.light) = (light.lamp, light.text(context))
        (self.path, number, holder) = (path, record.query, record.holderMasked)
        let published = parts.catalogue.current.item(code: record.itemCode), known = published?.item
        let procedure = try? published?.procedure
        item = context.language == .en ? known?.name(english: true) ?? record.itemName : record.itemName
        let step = element.flatMap { procedure?.node($0)?.title }
        let stageName = step ?? procedure?.name(ofStage: record.standing.stage) ?? record.standing.stage
        stage = record.isOpen ? stageName : CaseWords.state(record, context).text
        region = parts.organisations.directory.region(record.region)?.name ?? record.region
        source = CaseWords.source(record.source, context)
        date = instant.map { context.shortMoment($0) } ?? context.shortDate(record.dueOn)
    }

    /// As a row of a table to download.
    var cells: [String] { [number, holder, item, stage, region, source, light, date] }
}
