import Cases
import Kernel
import Standards

/// Keeps the lights of cases by the rule that every page asks (`LightRule`), as their acts come and as the days pass.
struct LightJudge: Sendable {
    let rule: LightRule
    let calendar: WorkingCalendar

    /// Judges a case anew on the day of an act.
    func judge(_ light: inout CaseLight, on day: LocalDate) {
        let time = time(of: light), now = rule.reading(of: time, on: day, calendar)
        show(now.lamp, now.reason, from: light.closedOn ?? day, on: &light)
        light.nextChangeOn = rule.nextChange(of: time, after: day, calendar)?.date
    }

    /// Lets the days pass up to and with that one: exactly what judging it on each of them would have given.
    func advance(_ light: inout CaseLight, to day: LocalDate) {
        let time = time(of: light)
        while let date = light.nextChangeOn, date <= day {
            let then = rule.reading(of: time, on: date, calendar)
            show(then.lamp, then.reason, from: date, on: &light)
            light.nextChangeOn = rule.nextChange(of: time, after: date, calendar)?.date
        }
    }

    /// Where the case's time stands, by its acts.
    func time(of light: CaseLight) -> CaseTime {
        var accepted: (on: LocalDate, promised: Limit, statutory: Limit)?
        if let on = light.acceptedOn, let promised = light.promised, let statutory = light.statutory {
            accepted = (on, promised, statutory)
        }
        return CaseTime(
            dueOn: light.dueOn, isCorrecting: light.phase == .correcting, accepted: accepted, suspensions: light.suspensions,
            closed: light.closedOn.map { ($0, light.isDecided) }, calendar: calendar)
    }

    /// How an accepted case stands, or stood when it was closed, against its limits; `nil` before acceptance.
    func clock(of light: CaseLight) -> CaseClock? {
        var open = light
        open.closedOn = nil
        return time(of: open).clock
    }

    /// The light that comes next if nothing is done, and its first day.
    func nextChange(of light: CaseLight, after day: LocalDate) -> (date: LocalDate, lamp: Lamp)? {
        rule.nextChange(of: time(of: light), after: day, calendar)
    }

    /// Why it has its light today: a red one, which changes no more, can get a graver reason with time.
    func reason(of light: CaseLight, on day: LocalDate) -> String {
        guard light.isOpen else { return light.reason }
        let now = rule.reading(of: time(of: light), on: day, calendar)
        return now.lamp == light.lamp ? now.reason : light.reason
    }

    private func show(_ lamp: Lamp, _ reason: String, from day: LocalDate, on light: inout CaseLight) {
        if light.lamp != lamp || light.reason.isEmpty { light.since = day }
        (light.lamp, light.reason) = (lamp, reason)
    }
}
