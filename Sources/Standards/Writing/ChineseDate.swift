import Kernel

/// Dates as Chinese pages and documents write them.
public enum ChineseDate {
    /// 2026年10月9日（星期五）
    public static func long(_ date: LocalDate) -> String { "\(short(date))（\(weekday(date))）" }

    /// 2026年10月9日
    public static func short(_ date: LocalDate) -> String { "\(date.year)年\(date.month)月\(date.day)日" }

    /// 星期五
    public static func weekday(_ date: LocalDate) -> String {
        "星期\(["一", "二", "三", "四", "五", "六", "日"][date.weekday - 1])"
    }
}
