import Cases
import Kernel
import Organisations
import Standards
import Web

/// A light in a list.
struct LightRow {
    let path: String, number: String, item: String
    let lamp: String, word: String, reason: String
    let body: String, area: String
    let due: String
    /// As tables to download write dates: 2026-10-09.
    private let acceptedOn: String, dueOn: String
    /// Working days; empty before acceptance.
    let used: String, promise: String, statutory: String
    /// 已用 8 / 承诺 10 个工作日
    let figures: String

    init(_ light: CaseLight, _ supervision: Supervision, _ context: TongbanContext) {
        path = "/supervision/cases/\(light.caseID)"
        (number, item) = (light.number, light.itemName)
        let reason = supervision.judge.reason(of: light, on: supervision.clock.today)
        (lamp, word, self.reason) = (light.lamp.colour, context.word(light.lamp), context.text(reason))
        body = supervision.directory.name(ofBody: light.body, english: context.language == .en)
        area = supervision.directory.name(ofArea: light.area, context)
        due = context.shortDate(light.dueOn)
        (acceptedOn, dueOn) = (light.acceptedOn?.description ?? "", light.dueOn.description)
        let clock = supervision.judge.clock(of: light)
        let days = clock.map { $0.used(on: light.closedOn ?? supervision.clock.today) }
        used = days.map(String.init) ?? ""
        (promise, statutory) = (clock.map { "\($0.promise)" } ?? "", clock.map { "\($0.statutory)" } ?? "")
        figures = clock == nil ? context.text("supervision.not_accepted")
            : context.text("supervision.figures", ["used": used, "promise": promise, "statutory": statutory])
    }

    /// As a row of a table to download.
    var cells: [String] { [word, reason, number, item, body, area, acceptedOn, dueOn, used, promise, statutory] }
}
