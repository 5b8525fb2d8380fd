import Cases
import Jobs
import Kernel
import Ledger
import Standards
import Storage

/// Follows the ledger and keeps the lights. What it writes depends on the acts alone, never on the clock: read again from the
/// beginning, they give the same rows.
struct LightReader: LedgerReader {
    let judge: LightJudge
    let jobs: JobQueue
    /// Only to see whether a day has come already.
    let clock: any Clock

    let name = "supervision.lights"

    func take(_ acts: [SequencedAct], in tx: any Transaction) throws {
        try LightStore.hold(tx)
        let acts = acts.map(\.act).filter { ($0.kind.hasPrefix("case.") || $0.kind == CardAct.kind) && ID<Case>($0.subject.id) != nil }
        let before = try LightStore.find(Set(acts.map(\.subject.id)), tx)
        var after = before, order: [String] = []
        for act in acts {
            guard let light = try follow(act, after[act.subject.id]) else { continue }
            after[act.subject.id] = light
            order.append(act.subject.id)
        }
        try keep(order.compactMap { after[$0] }, before, in: tx)
    }

    func clear(in tx: any Transaction) throws { try LightStore.clear(tx) }

    /// A case's light after an act; `nil` for an act that is not about a case we know.
    private func follow(_ act: Act, _ old: CaseLight?) throws -> CaseLight? {
        guard var light = try old ?? CaseLight(act) else { return nil }
        judge.advance(&light, to: LocalDate(act.at))
        if act.kind == CardAct.kind {
            light.card = [light.card, CardAct.lamp(of: act)].compactMap(\.self).max { $0.gravity < $1.gravity }
        } else {
            try light.note(act)
            judge.judge(&light, on: LocalDate(act.at))
        }
        return light
    }

    /// Writes each light once, however many acts there were on its case.
    private func keep(_ lights: [CaseLight], _ before: [String: CaseLight], in tx: any Transaction) throws {
        var tally = Tally(), written: Set<ID<Case>> = []
        for light in lights where written.insert(light.caseID).inserted {
            let old = before[light.caseID.text]
            if old == nil { try LightStore.insert(light, tx) } else if light != old { try LightStore.update(light, tx) }
            tally.note(light, after: old)
        }
        try tally.write(tx)
        // An act can make a light yellow at once, or be read when its day is past: the day's timer must not be waited for.
        let isDue = lights.contains { light in light.awaitsCard || light.nextChangeOn.map { $0 <= clock.today } ?? false }
        if isDue { try jobs.enqueue(TickNow.kind, [String](), key: TickNow.kind, in: tx) }
    }
}
