import Catalogue
import Kernel
import Standards

extension Invariant {
    /// 没有监察之外的办件
    static let lights = Invariant("every case has the light that the rule gives it today, and no card is missing") { books in
        let acts = books.actsOfCases, lights = Dictionary(books.lights.map { ($0.caseID, $0) }) { first, _ in first }
        let known = Set(books.cases.map(\.id))
        let strangers = lights.keys.filter { !known.contains($0) }.sorted().map { "a light burns for a case \($0) that is not there" }
        return strangers + books.cases.flatMap { entry -> [String] in
            guard let light = lights[entry.id] else { return ["case \(entry.id) has no light"] }
            let expected = books.colour(of: entry, acts[entry.id] ?? [])
            let pairs = [("colour", light.colour, expected), ("phase", light.phase, entry.phase), ("stage", light.stage, entry.stage),
                         ("day due", "\(light.dueOn)", "\(entry.dueOn)")]
            let wrong = pairs.filter { $0.1 != $0.2 }.map { "\($0.0) of the light is \($0.1), the case says \($0.2)" }
            return (wrong + (light.awaitsCard ? ["a card is not on the ledger"] : [])).map { "case \(entry.id): \($0)" }
        }
    }

    /// 统计一致
    static let figures = Invariant("supervision's figures are the sums of the cases") { books in
        var open: [String: Int] = [:], decided: [String: Int] = [:], onTime: [String: Int] = [:]
        for light in books.lights where light.closedOn == nil { open["\(light.body)/\(light.area)/\(light.colour)", default: 0] += 1 }
        for entry in books.cases where ["granted", "refused", "notAccepted"].contains(entry.result) {
            guard let closed = entry.closedAt.map({ LocalDate($0) }) else { continue }
            let place = "\(closed)/\(entry.body)/\(entry.region.prefix(6))"
            decided[place, default: 0] += 1
            onTime[place, default: 0] += closed <= entry.dueOn ? 1 : 0
        }
        return compare("open", books.lightCounts, open) + compare("decided", books.decided, decided)
            + compare("in time", books.onTime, onTime)
    }

    private static func compare(_ what: String, _ noted: [String: Int], _ summed: [String: Int]) -> [String] {
        Set(noted.keys).union(summed.keys).sorted().filter { noted[$0] ?? 0 != summed[$0] ?? 0 }.map {
            "\(what) \($0): supervision counts \(noted[$0] ?? 0), the cases are \(summed[$0] ?? 0)"
        }
    }
}

extension Books {
    /// The light by the rule, from the acts alone.
    fileprivate func colour(of entry: CaseEntry, _ acts: [ActEntry]) -> String {
        if let closed = entry.closedAt {
            let isDecided = ["granted", "refused", "notAccepted"].contains(entry.result)
            return isDecided && LocalDate(closed) > entry.dueOn ? "late" : "done"
        }
        // Lights change on working days: on a day off each has that of the day before, or of the act since.
        let day = acts.last { CaseLightDay.moves.contains($0.kind) }.map { max(LocalDate($0.at), lastWorkingDay) } ?? lastWorkingDay
        guard let accepted = entry.acceptedOn, let item = item(of: entry)?.item else { return waiting(entry, on: day) }
        let promised = acts.last { $0.kind == "case.accepted" }?.promised ?? item.promised
        let clock = CaseClock(accepted: accepted, promise: promised, statutory: item.statutory, suspensions: suspensions(acts),
                              calendar: calendar)
        return rule.reading(of: clock, on: day).light.rawValue
    }

    private func waiting(_ entry: CaseEntry, on day: LocalDate) -> String {
        if day > entry.dueOn { return "yellow" }
        if entry.phase == "correcting" { return "blue" }
        return calendar.workingDays(between: day, and: entry.dueOn) <= rule.warnAtDaysLeft ? "warning" : "green"
    }

    private func suspensions(_ acts: [ActEntry]) -> [Suspension<LocalDate>] {
        acts.reduce(into: []) { list, act in
            if act.kind == "case.suspended" {
                let approved = act.facts["approvedDays"].flatMap { Int($0) } ?? 0
                list.append(Suspension(start: LocalDate(act.at), end: nil, approvedDays: approved))
            } else if act.kind == "case.resumed", let last = list.popLast() {
                list.append(Suspension(start: last.start, end: LocalDate(act.at), approvedDays: last.approvedDays))
            }
        }
    }

    private var lastWorkingDay: LocalDate {
        var day = today
        while !calendar.isWorkingDay(day) { day = day.adding(days: -1) }
        return day
    }
}

private enum CaseLightDay {
    /// Acts after which a light is judged anew.
    static let moves: Set<String> = [
        "case.submitted", "case.accepted", "case.correction_requested", "case.correction_supplied", "case.passed", "case.suspended",
        "case.resumed", "case.material_judged", "case.material_opened", "case.document_opened", "case.revealed", "case.document_sealed",
    ]
}
