import Cases
import Jobs
import Kernel
import Ledger
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
        var tally = Tally(), isDue = false
        for act in acts.map(\.act) {
            guard let light = try follow(act, &tally, in: tx) else { continue }
            isDue = isDue || light.awaitsCard || light.nextChangeOn.map { $0 <= clock.today } ?? false
        }
        try tally.write(tx)
        // An act can make a light yellow at once, or be read when its day is past: the day's timer must not be waited for.
        if isDue { try jobs.enqueue(TickNow.kind, [String](), key: TickNow.kind, in: tx) }
    }

    func clear(in tx: any Transaction) throws { try LightStore.clear(tx) }

    private func follow(_ act: Act, _ tally: inout Tally, in tx: any Transaction) throws -> CaseLight? {
        guard act.kind.hasPrefix("case.") || act.kind == CardAct.kind, let id = ID<Case>(act.subject.id) else { return nil }
        let old = try LightStore.find(id, in: .everything, tx)
        guard var light = old ?? CaseLight(act) else { return nil }
        judge.advance(&light, to: LocalDate(act.at))
        if act.kind == CardAct.kind {
            light.card = [light.card, CardAct.lamp(of: act)].compactMap(\.self).max { $0.gravity < $1.gravity }
        } else {
            light.note(act)
            judge.judge(&light, on: LocalDate(act.at))
        }
        if let old {
            if light != old { try LightStore.update(light, tx) }
        } else {
            try LightStore.insert(light, tx)
        }
        tally.note(light, after: old)
        return light
    }
}
