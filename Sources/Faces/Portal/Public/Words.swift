import Hummingbird
import Kernel
import Standards
import Web

/// How the portal says dates, times and limits in the visitor's language.
extension TongbanContext {
    var isEnglish: Bool { language == .en }

    /// 2026年10月9日（星期五）
    func words(_ date: LocalDate) -> String { text("portal.date.long", parts(of: date)) }

    /// 2026年10月9日
    func shortWords(_ date: LocalDate) -> String { text("portal.date.short", parts(of: date)) }

    /// 2026年10月9日 09:32
    func words(_ instant: Timestamp) -> String { "\(shortWords(LocalDate(instant))) \(LocalTime(instant).short)" }

    /// 3 个工作日
    func words(_ limit: Limit) -> String { text("portal.limit.\(limit.unit.rawValue)", ["days": "\(limit.count)"]) }

    /// 2 小时 5 分; what is shorter than a minute is "不到 1 分钟".
    func words(_ duration: Duration) -> String {
        let minutes = duration.milliseconds / 60_000
        switch minutes {
        case ..<1: return text("portal.duration.moment")
        case ..<60: return text("portal.duration.minutes", ["minutes": "\(minutes)"])
        case ..<1440: return text("portal.duration.hours", ["hours": "\(minutes / 60)", "minutes": "\(minutes % 60)"])
        default: return text("portal.duration.days", ["days": "\(minutes / 1440)", "hours": "\(minutes % 1440 / 60)"])
        }
    }

    /// A step of a deadline's explanation: its dates are said as dates.
    func words(_ step: Deadline.Step) -> String {
        text(step.key, step.arguments.mapValues { LocalDate($0).map(shortWords) ?? $0 })
    }

    /// A message that the catalogue may lack, because its key is made of data.
    func text(_ key: String, otherwise: String) -> String {
        let found = text(key)
        return found == key ? otherwise : found
    }

    private func parts(of date: LocalDate) -> [String: String] {
        ["year": "\(date.year)", "month": text("portal.month.\(date.month)"), "day": "\(date.day)",
         "weekday": text("portal.weekday.\(date.weekday)")]
    }
}
