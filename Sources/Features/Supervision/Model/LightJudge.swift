import Cases
import Kernel
import Standards

/// Gives cases their lights: after acceptance by the promised and statutory limits, before it by the day on which the body must
/// have answered (行政许可法 art. 32). While the applicant corrects his application, the body's time stands.
struct LightJudge: Sendable {
    let rule: LightRule
    let calendar: WorkingCalendar

    /// Judges a case anew on the day of an act.
    func judge(_ light: inout CaseLight, on day: LocalDate) {
        if let closedOn = light.closedOn {
            let isLate = light.isDecided && closedOn > light.dueOn
            show(isLate ? .late : .done, isLate ? "supervision.reason.late" : "supervision.reason.done", from: closedOn, on: &light)
            light.nextChangeOn = nil
        } else {
            let now = reading(of: light, on: day)
            show(now.lamp, now.reason, from: day, on: &light)
            light.nextChangeOn = nextChange(of: light, after: day)?.date
        }
    }

    /// Lets the days pass up to and with that one: exactly what judging it on each of them would have given.
    func advance(_ light: inout CaseLight, to day: LocalDate) {
        while let date = light.nextChangeOn, date <= day {
            let then = reading(of: light, on: date)
            show(then.lamp, then.reason, from: date, on: &light)
            light.nextChangeOn = nextChange(of: light, after: date)?.date
        }
    }

    /// How an accepted case stands against its limits; `nil` before acceptance.
    func clock(of light: CaseLight) -> CaseClock? {
        guard let accepted = light.acceptedOn, let promised = light.promised, let statutory = light.statutory else { return nil }
        return CaseClock(accepted: accepted, promise: promised, statutory: statutory, suspensions: light.suspensions, calendar: calendar)
    }

    /// The light that comes next if nothing is done, and its first day.
    func nextChange(of light: CaseLight, after day: LocalDate) -> (date: LocalDate, lamp: Lamp)? {
        if let clock = clock(of: light) {
            return rule.nextChange(of: clock, after: day).map { ($0.date, Lamp($0.reading.light)) }
        }
        var date = day
        let now = waiting(light, on: day).lamp
        while now != .yellow {
            date = calendar.nextWorkingDay(onOrAfter: date.adding(days: 1))
            let then = waiting(light, on: date).lamp
            if then != now { return (date, then) }
        }
        return nil
    }

    /// Why it has its light today: a red one, which changes no more, can get a graver reason with time.
    func reason(of light: CaseLight, on day: LocalDate) -> String {
        guard light.isOpen else { return light.reason }
        let now = reading(of: light, on: day)
        return now.lamp == light.lamp ? now.reason : light.reason
    }

    private func reading(of light: CaseLight, on day: LocalDate) -> (lamp: Lamp, reason: String) {
        guard let clock = clock(of: light) else { return waiting(light, on: day) }
        let reading = rule.reading(of: clock, on: day)
        return (Lamp(reading.light), reading.reason)
    }

    private func waiting(_ light: CaseLight, on day: LocalDate) -> (lamp: Lamp, reason: String) {
        if light.phase == .correcting {
            return day > light.dueOn ? (.yellow, "supervision.reason.correction_over") : (.blue, "supervision.reason.correcting")
        }
        if day > light.dueOn { return (.yellow, "supervision.reason.answer_over") }
        let isNear = calendar.workingDays(between: day, and: light.dueOn) <= rule.warnAtDaysLeft
        return isNear ? (.warning, "supervision.reason.answer_near") : (.green, "supervision.reason.answer_in_time")
    }

    private func show(_ lamp: Lamp, _ reason: String, from day: LocalDate, on light: inout CaseLight) {
        if light.lamp != lamp || light.reason.isEmpty { light.since = day }
        (light.lamp, light.reason) = (lamp, reason)
    }
}
