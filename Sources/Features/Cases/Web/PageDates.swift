import Kernel
import Standards
import Web

/// Days and times as pages say them, in the visitor's language.
extension TongbanContext {
    /// 2026年10月9日（星期五）; Friday, 9 October 2026
    public func longDate(_ day: LocalDate) -> String {
        language == .zh ? ChineseDate.long(day) : "\(weekdays[day.weekday - 1]), \(day.day) \(months[day.month - 1]) \(day.year)"
    }

    /// 10月9日; 9 October
    public func shortDate(_ day: LocalDate) -> String {
        language == .zh ? "\(day.month)月\(day.day)日" : "\(day.day) \(months[day.month - 1])"
    }

    /// 10月9日 15:10; 9 October 15:10
    public func shortMoment(_ instant: Timestamp) -> String { "\(shortDate(LocalDate(instant))) \(LocalTime(instant).short)" }

    /// 2026年10月9日 15:10; 9 October 2026 15:10
    public func longMoment(_ instant: Timestamp) -> String {
        let day = LocalDate(instant)
        let date = language == .zh ? ChineseDate.short(day) : "\(day.day) \(months[day.month - 1]) \(day.year)"
        return "\(date) \(LocalTime(instant).short)"
    }
}

private let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
private let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
]
