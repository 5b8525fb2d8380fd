import Cases
import Kernel
import Ledger
import Standards

extension CaseLight {
    /// From the first act on a case; `nil` for an act that does not say what case handling says of every case.
    init?(_ act: Act) {
        guard act.subject.kind == "case", let id = ID<Case>(act.subject.id), let number = act.facts["number"], let item = act.facts["item"],
              let body = act.facts["body"], let region = act.facts["region"], let source = act.facts["source"],
              let phase = act.facts["phase"].flatMap(Standing.Phase.init), let dueOn = act.date("dueOn") else { return nil }
        self.init(caseID: id, number: number, itemCode: item, itemName: act.facts["itemName"] ?? item, body: body, region: region,
                  source: source, phase: phase, stage: act.facts["stage"] ?? "", dueOn: dueOn, since: LocalDate(act.at))
    }

    /// Takes over what a later act says.
    mutating func note(_ act: Act) {
        phase = act.facts["phase"].flatMap(Standing.Phase.init) ?? phase
        stage = act.facts["stage"] ?? stage
        dueOn = act.date("dueOn") ?? dueOn
        acceptedOn = act.date("acceptedOn") ?? acceptedOn
        statutoryDueOn = act.date("statutoryDueOn") ?? statutoryDueOn
        promised = act.facts["promised"].flatMap(Limit.init(fact:)) ?? promised
        statutory = act.facts["statutory"].flatMap(Limit.init(fact:)) ?? statutory
        result = act.facts["result"].flatMap(CaseResult.init) ?? result
        switch act.kind {
        case "case.suspended", "case.special_begun":
            let approvedDays = act.facts["approvedDays"].flatMap { Int($0) } ?? 0
            suspensions.append(Suspension(start: act.date("startedOn") ?? LocalDate(act.at), end: nil, approvedDays: approvedDays))
        // The whole is resumed before any step of it can end.
        case "case.resumed": end(suspensions.lastIndex { $0.end == nil }, on: act.date("endedOn") ?? LocalDate(act.at))
        case "case.special_ended":
            let days = act.facts["approvedDays"].flatMap { Int($0) }, start = act.date("startedOn")
            let ended = suspensions.firstIndex { $0.end == nil && $0.start == start && $0.approvedDays == days }
            end(ended ?? suspensions.firstIndex { $0.end == nil }, on: act.date("endedOn") ?? LocalDate(act.at))
        default: break
        }
        if phase == .closed { closedOn = closedOn ?? LocalDate(act.at) }
    }

    private mutating func end(_ place: Int?, on day: LocalDate) {
        guard let place else { return }
        let open = suspensions[place]
        suspensions[place] = Suspension(start: open.start, end: day, approvedDays: open.approvedDays)
    }
}

extension Act {
    fileprivate func date(_ fact: String) -> LocalDate? { facts[fact].flatMap { LocalDate($0) } }
}
