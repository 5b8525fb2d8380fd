import Cases
import Jobs
import Kernel
import Ledger
import Organisations
import Standards
import Storage

/// Under another calendar lights change on other days, also where a case's own day stays: every open light is judged anew.
extension Supervision {
    private static let count = CalendarCount(subject: "lights")

    /// Judges all open lights by the calendar that holds now, unless that was done. In pages, and it may be broken off anywhere.
    func followCalendar(page: Int = 500) async throws {
        let mark = judge.calendar.fingerprint, count = Self.count
        guard try await ledger.read({ try !count.isDone(by: mark, $0) }) else { return }
        _ = try await timers.write { try count.begin(by: mark, $0) }
        while let place = try await ledger.read({ try count.place(by: mark, $0) }) {
            let last = try await rejudge(after: place, limit: page)
            try await timers.write { try count.went(to: last, by: mark, $0) }
        }
    }

    /// - Returns: the last case of a full page; `nil` after the last page.
    private func rejudge(after place: String, limit: Int) async throws -> String? {
        let now = clock.now, today = LocalDate(now)
        return try await ledger.commandOnce { tx -> Once<String?> in
            try LightStore.hold(tx)
            let lights = try LightStore.open(after: place, limit: limit, tx)
            var tally = Tally(), acts: [Act] = []
            var changed = 0
            for old in lights {
                var light = old
                // From the day on which it got its colour, so that days on which nobody looked are made up for.
                judge.judge(&light, on: old.since)
                judge.advance(&light, to: today)
                guard light != old else { continue }
                changed += 1
                if light.awaitsCard {
                    acts.append(CardAct.act(random.key(at: now), on: light, was: old.lamp, judge, at: now))
                    light.card = light.lamp
                }
                try LightStore.recolour(light, tx)
                tally.note(light, after: old)
            }
            let last = lights.count < limit ? nil : lights.last?.caseID.text
            guard changed > 0 else { return .already(last) }
            try tally.write(tx)
            acts.append(Act(
                random.key(at: now), "lights.recounted", of: Subject("lights", "\(today)"), by: .system("supervision"), at: now,
                facts: ["count": "\(changed)", "calendar": judge.calendar.fingerprint]))
            return .now(try Acted(last, acts))
        }
    }
}
