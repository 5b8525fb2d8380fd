#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel

/// 亮灯: how a case's time stands, at a glance.
public enum Light: String, Sendable, Codable, CaseIterable {
    /// 绿灯 in time; 预警 nearly due; 黄牌 over the promise; 红牌 over the law; 蓝灯 the clock stands.
    case green, warning, yellow, red, blue
}

/// The rule by which a case gets its light. Cities differ in the thresholds, so they are data; that warning and yellow
/// look at the promise and red at the law is common to all.
public struct LightRule: Hashable, Sendable, Codable {
    /// Warns when at least this share of the promise is used.
    public let warnAtPercent: Int
    /// Warns when at most so many working days are left.
    public let warnAtDaysLeft: Int
    /// Red when the promise is exceeded by more than so many working days, even within the law.
    public let redBeyondPromise: Int

    public init(warnAtPercent: Int = 80, warnAtDaysLeft: Int = 1, redBeyondPromise: Int = 5) {
        (self.warnAtPercent, self.warnAtDaysLeft, self.redBeyondPromise) = (warnAtPercent, warnAtDaysLeft, redBeyondPromise)
    }

    /// From the `light` member of a data file. Throws `light_rule.json`.
    public init(json: Data) throws(StandardError) {
        let file: [String: LightRule] = try readJSON(json, as: "light_rule.json")
        guard let rule = file["light"] else { throw StandardError("light_rule.json", ["place": "light", "reason": "missing"]) }
        self = rule
    }

    /// A light and the key of the sentence that says why.
    public struct Reading: Hashable, Sendable {
        public let light: Light
        public let reason: String

        init(_ light: Light, _ reason: String) { (self.light, self.reason) = (light, reason) }
    }

    /// All in working days. `remaining` is what is left of the promise.
    public func colour(used: Int, promise: Int, statutory: Int, remaining: Int, suspended: Bool) -> Reading {
        // Doubles hold these small numbers exactly and cannot overflow.
        let (over, share) = (Double(used) - Double(promise), Double(promise) * Double(warnAtPercent) / 100)
        return if suspended { Reading(.blue, "light.suspended") }
            else if used > statutory { Reading(.red, "light.over_statutory") }
            else if over > Double(redBeyondPromise) { Reading(.red, "light.far_over_promise") }
            else if over > 0 { Reading(.yellow, "light.over_promise") }
            else if Double(used) >= share { Reading(.warning, "light.share_used") }
            else if remaining <= warnAtDaysLeft { Reading(.warning, "light.days_left") }
            else { Reading(.green, "light.in_time") }
    }

    /// The light of a case at the end of that day.
    public func reading(of clock: CaseClock, on today: LocalDate) -> Reading {
        reading(of: clock, used: clock.used(on: today), on: today)
    }

    /// The next working day on which the light will be another if nothing is done, and that light; `nil` once it is red.
    /// Supervision sets a timer for it and need not look at cases in between.
    public func nextChange(of clock: CaseClock, after today: LocalDate) -> (date: LocalDate, reading: Reading)? {
        var (date, used) = (today, clock.used(on: today))
        let now = reading(of: clock, used: used, on: today).light
        while now != .red {
            date = clock.calendar.nextWorkingDay(onOrAfter: date.adding(days: 1))
            if clock.accepted < date, clock.isCounted(date) { used += 1 }
            let then = reading(of: clock, used: used, on: date)
            if then.light != now { return (date, then) }
        }
        return nil
    }

    private func reading(of clock: CaseClock, used: Int, on date: LocalDate) -> Reading {
        colour(used: used, promise: clock.promise, statutory: clock.statutory, remaining: clock.promise - used,
               suspended: clock.isSuspended(on: date))
    }

    private enum CodingKeys: String, CodingKey {
        case warnAtPercent = "warn_at_percent", warnAtDaysLeft = "warn_at_days_left", redBeyondPromise = "red_beyond_promise"
    }
}
