import Cases
import Kernel
import Standards
import Web

/// How a case's time stands, as a desk shows it: the light that the one rule gives it, and the days beside it.
struct CaseLight: Equatable {
    /// The lamp's class in the stylesheet.
    let lamp: String
    /// 剩 2 个工作日, as a message's key and the number of days in it.
    let key: String
    let days: Int

    init(_ time: CaseTime, _ rule: LightRule, _ calendar: WorkingCalendar, today: LocalDate) {
        let shown = rule.reading(of: time, on: today, calendar).lamp, left = time.daysLeft(on: today, calendar) ?? 0
        (lamp, days) = (shown.colour, abs(left))
        key = switch (time, shown) {
        case (.closed, .late): "desk.light.late"
        case (.closed, _): "desk.light.closed"
        case (.correcting, .blue): "desk.light.correcting"
        case (.correcting, _): "desk.light.correctionOver"
        case (_, .blue): "desk.light.suspended"
        default: left < 0 ? "desk.light.over" : left == 0 ? "desk.light.today" : "desk.light.left"
        }
    }

    func text(_ context: TongbanContext) -> String { context.text(key, ["days": "\(days)"]) }
}

extension DeskParts {
    func light(_ time: CaseTime) -> CaseLight { CaseLight(time, lights, calendar, today: clock.today) }
}
