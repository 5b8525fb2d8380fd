import Cases
import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Web

/// Today in one look.
struct TodayPage {
    struct Figure { let word: String, lamp: String, count: String, path: String }
    struct DayLine { let date: String, closed: String, onTime: String, rate: String }

    let title: String, moment: String
    let open: String
    let figures: [Figure]
    /// How many acts the newest signed head covers; empty before the first.
    let acts: String, root: String, signedAt: String
    let hasHead: Bool
    let urgent: [LightRow]
    let hasUrgent: Bool
    let tables: [FigureTable]
    let rate: String, closed: String
    let trendHTML: SafeHTML
    let trendSpan: String
    let days: [DayLine]
    let hasDays: Bool
    let exportPath = "/supervision/export.csv"

    init(_ today: Today, _ scope: SupervisionScope, _ supervision: Supervision, _ context: TongbanContext) {
        let directory = supervision.directory, isEnglish = context.language == .en
        title = context.text("supervision.today.title", ["name": Self.name(of: scope, directory, isEnglish)])
        moment = "\(context.longDate(LocalDate(today.now))) \(LocalTime(today.now).short)"
        let sums = Dictionary(today.counts.map { ($0.lamp, $0.count) }, uniquingKeysWith: +)
        open = grouped(sums.values.reduce(0, +))
        figures = Lamp.open.map { lamp in
            Figure(word: context.word(lamp), lamp: lamp.colour, count: grouped(sums[lamp] ?? 0), path: LightFilter(lamp: lamp).path())
        }
        hasHead = today.head != nil
        acts = grouped(today.head?.size ?? 0)
        (root, signedAt) = (today.head?.root.hex ?? "", today.head.map { context.longMoment($0.at) } ?? "")
        urgent = today.urgent.map { LightRow($0, supervision, context) }
        hasUrgent = !urgent.isEmpty
        let bodies = FigureTable("body", today, by: { body, _ in body }, name: { directory.name(ofBody: $0, english: isEnglish) },
                                 filter: { LightFilter(body: $0) }, gravestFirst: true, context)
        let areas = FigureTable("area", today, by: { _, area in area }, name: { directory.name(ofArea: $0, context) },
                                filter: { LightFilter(area: $0) }, gravestFirst: false, context)
        tables = if case .body = scope { [areas] } else { [bodies, areas] }

        let all = today.byDay.reduce(0) { $0 + $1.closed }, onTime = today.byDay.reduce(0) { $0 + $1.onTime }
        (rate, closed, hasDays) = (percentage(onTime, of: all), grouped(all), all > 0)
        let last = LocalDate(today.now)
        let byDay = Dictionary(today.byDay.compactMap { figure in figure.day.map { ($0, figure) } }) { first, _ in first }
        let columns = (today.first.dayNumber...last.dayNumber).map { number in
            byDay[LocalDate(dayNumber: number)].map { (onTime: $0.onTime, late: $0.closed - $0.onTime) } ?? (0, 0)
        }
        trendHTML = Bars.columns(columns, label: context.text("supervision.trend.label", ["closed": closed, "rate": rate]))
        trendSpan = "\(context.shortDate(today.first)) – \(context.shortDate(last))"
        days = today.byDay.reversed().map { figure in
            DayLine(date: figure.day.map { context.shortDate($0) } ?? "", closed: grouped(figure.closed), onTime: grouped(figure.onTime),
                    rate: percentage(figure.onTime, of: figure.closed))
        }
    }

    /// What is watched over: the city, a county, a department.
    private static func name(of scope: SupervisionScope, _ directory: OrganisationDirectory, _ isEnglish: Bool) -> String {
        switch scope {
        case .everything: directory.city?.name ?? ""
        case .body(let code): directory.name(ofBody: code, english: isEnglish)
        case .region(let prefix): directory.region(prefix + String(repeating: "0", count: 12 - prefix.utf8.count))?.name ?? prefix
        }
    }
}
