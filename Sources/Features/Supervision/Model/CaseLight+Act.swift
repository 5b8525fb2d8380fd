import Cases
import Kernel
import Ledger
import Standards
import Storage

extension CaseLight {
    /// From the first act on a case; `nil` for an act that does not say what case handling says of every case.
    /// - Throws: `storage.unknown_value` when it says something that this release doesn't know: a light that is guessed is worse than none.
    init?(_ act: Act) throws {
        guard act.subject.kind == "case", let id = ID<Case>(act.subject.id), let number = act.facts["number"], let item = act.facts["item"],
              let body = act.facts["body"], let region = act.facts["region"], let source = act.facts["source"],
              let phase = try act.known("phase", as: Standing.Phase.self), let dueOn = act.date("dueOn") else { return nil }
        self.init(caseID: id, number: number, itemCode: item, itemName: act.facts["itemName"] ?? item, body: body, region: region,
                  source: source, phase: phase, stage: act.facts["stage"] ?? "", dueOn: dueOn, since: LocalDate(act.at))
    }

    /// Takes over what a later act says.
    /// - Throws: as above.
    mutating func note(_ act: Act) throws {
        phase = try act.known("phase") ?? phase
        stage = act.facts["stage"] ?? stage
        dueOn = act.date("dueOn") ?? dueOn
        acceptedOn = act.date("acceptedOn") ?? acceptedOn
        statutoryDueOn = act.date("statutoryDueOn") ?? statutoryDueOn
        promised = try act.limit("promised") ?? promised
        statutory = try act.limit("statutory") ?? statutory
        result = try act.known("result") ?? result
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

    fileprivate func known<Known: RawRepresentable<String>>(_ fact: String, as type: Known.Type = Known.self) throws -> Known? {
        try facts[fact].map { text in
            guard let known = Known(rawValue: text) else { throw Problem.unknownValue(text, fact, in: kind) }
            return known
        }
    }

    fileprivate func limit(_ fact: String) throws -> Limit? {
        try facts[fact].map { text in
            guard let limit = Limit(fact: text) else { throw Problem.unknownValue(text, fact, in: kind) }
            return limit
        }
    }
}
