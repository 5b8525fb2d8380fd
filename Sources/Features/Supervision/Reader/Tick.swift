import Jobs
import Kernel
import Ledger
import Organisations
import Storage

extension Supervision {
    /// Lets today come for every light whose day it is, in batches, and puts new cards on the ledger. Costs what falls due, not
    /// what is open.
    /// - Returns: how many lights were looked at.
    @discardableResult
    public func tick(batch: Int = 500) async throws -> Int {
        var all = 0
        while case let count = try await tick(atMost: batch), count > 0 { all += count }
        return all
    }

    /// At start: lets today come, if it has not come yet.
    public func start() async throws {
        try await followCalendar()
        try await tick()
        try await planTomorrow()
        try await beginDay()
    }

    private func tick(atMost limit: Int) async throws -> Int {
        let now = clock.now, today = LocalDate(now)
        return try await ledger.commandOnce { tx -> Once<Int> in
            try LightStore.hold(tx)
            let due = try LightStore.due(on: today, limit: limit, tx)
            guard !due.isEmpty else { return .already(0) }
            var tally = Tally(), acts: [Act] = []
            for old in due {
                var light = old
                judge.advance(&light, to: today)
                if light.awaitsCard {
                    acts.append(CardAct.act(random.key(at: now), on: light, was: old.lamp, judge, at: now))
                    light.card = light.lamp
                }
                try LightStore.recolour(light, tx)
                tally.note(light, after: old)
            }
            try tally.write(tx)
            acts.append(Act(
                random.key(at: now), "lights.recoloured", of: Subject("lights", "\(today)"), by: .system("supervision"), at: now,
                facts: ["count": "\(due.count)"]))
            return .now(try Acted(due.count, acts))
        }
    }

    /// Sets the timer for the next day, whatever was planned before: also when somebody has begun this day already, or when the clock was
    /// set back by a moment after the day's timer had rung.
    private func planTomorrow() async throws {
        let due = clock.today.adding(days: 1).at()
        try await timers.write { tx in try jobs.enqueue(DayTimer.kind, [String](), due: due, key: DayTimer.kind, in: tx) }
    }

    /// Records once a day that supervision looked.
    func beginDay() async throws {
        let now = clock.now, today = LocalDate(now)
        let day = Subject("supervision.day", "\(today)")
        try await ledger.commandOnce { tx -> Once<Void> in
            try tx.lock("supervision.day")
            guard try LedgerView(tx).acts(of: day, limit: 1).elements.isEmpty else { return .already(()) }
            return .now(Acted(recording: Act(random.key(at: now), "supervision.day_begun", of: day, by: .system("supervision"), at: now)))
        }
    }
}

/// Runs at the start of each day.
struct DayTimer: JobHandler {
    static let kind = "supervision.day"

    let supervision: Supervision
    var kind: String { Self.kind }
    let isRecurring = true

    func run(_ payload: [UInt8]) async throws { try await supervision.start() }
}

/// Runs when the ledger was read later than the day's timer.
struct TickNow: JobHandler {
    static let kind = "supervision.tick"

    let supervision: Supervision
    var kind: String { Self.kind }

    func run(_ payload: [UInt8]) async throws { try await supervision.tick() }
}
