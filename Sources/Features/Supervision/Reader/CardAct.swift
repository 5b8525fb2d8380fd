import Cases
import Kernel
import Ledger
import Standards

/// 黄牌, 红牌 as an act: a card is on the ledger like everything else that is held against somebody.
enum CardAct {
    static let kind = "light.changed"

    static func lamp(of act: Act) -> Lamp? { act.facts["light"].flatMap(Lamp.init) }

    static func act(_ id: ID<Act>, on light: CaseLight, was: Lamp, _ judge: LightJudge, at now: Timestamp) -> Act {
        var facts = [
            "light": light.lamp.rawValue, "was": was.rawValue, "reason": light.reason, "since": "\(light.since)", "number": light.number,
            "item": light.itemCode, "body": light.body, "region": light.region, "stage": light.stage, "dueOn": "\(light.dueOn)",
        ]
        facts["statutoryDueOn"] = light.statutoryDueOn?.description
        if let clock = judge.clock(of: light) {
            let figures = [("used", clock.used(on: LocalDate(now))), ("promise", clock.promise), ("statutory", clock.statutory)]
            for (name, days) in figures { facts[name] = "\(days)" }
        }
        return Act(id, kind, of: Subject("light", light.caseID), related: Case.subject(light.caseID), by: .system("supervision"), at: now,
                   facts: facts)
    }
}
