import Catalogue
import Jobs
import Kernel
import Ledger
import Standards
import Storage

/// 节假日安排公布后重新计算期限: when the city's calendar is another than the one by which days were counted, every open case is counted
/// anew. What the law calls a working day is then the same for all, and each case whose day moved says so by an act.
extension Cases {
    /// Takes note of the calendar, at every start. With one that is new, the counting begins; one that was broken off goes on.
    public func followCalendar() async throws {
        let now = clock.now, mark = calendar.fingerprint, count = CalendarCount.cases
        guard try await ledger.read({ try !count.isDone(by: mark, $0) }) else { return }
        let begun = Act(ID(at: now, random), "calendar.changed", of: Subject("calendar", mark), by: .system("calendar"), at: now)
        try await ledger.commandOnce { [self] tx -> Once<Void> in
            try tx.lock("calendar.count")
            guard try count.begin(by: mark, tx) else { return .already(()) }
            try jobs.enqueue(Recounting.kind, Recounting.Payload(calendar: mark, isSecond: false), key: Recounting.kind, in: tx)
            return .now(Acted(recording: begun))
        }
    }

    /// Counts one case anew. Done twice it changes nothing more.
    /// - Returns: whether its days or its timers moved.
    @discardableResult
    func recount(_ id: ID<Case>) async throws -> Bool {
        let item = try await self.item(of: find(id, in: .platform)), now = clock.now
        return try await ledger.commandOnce { [self] tx -> Once<Bool> in
            var record = try store.hold(id, in: .platform, tx)
            var process = try store.kept(id, tx).process
            let before = (record.dueOn, record.statutoryDueOn)
            guard record.isOpen else { return .already(false) }
            let moved = process.timers.keys.sorted().filter { process.timers[$0]?.recount(calendar) ?? false }
            try recount(&record, process, item, tx)
            guard before != (record.dueOn, record.statutoryDueOn) || !moved.isEmpty else { return .already(false) }
            try store.move(record, process, tx)
            try write((started: moved, stopped: []), of: process, id, tx)
            if record.standing.phase == .received { try start(DeemedAcceptance.kind, of: id, after: record.dueOn, tx) }
            var facts = ["wasDueOn": "\(before.0)", "calendar": calendar.fingerprint]
            facts["wasStatutoryDueOn"] = before.1.map { "\($0)" }
            return .now(Acted(true, act("case.due_recounted", on: record, by: .system("calendar"), at: now, facts)))
        }
    }

    /// The days by which the case is due where it stands, counted from the days on which its times began.
    private func recount(_ record: inout Case, _ process: CaseProcess, _ item: PublishedItem, _ tx: any Transaction) throws {
        if record.acceptedOn != nil {
            try reckon(&record, CaseTerms(promised: try promised(item, of: record.id, tx), item.item), in: tx)
        } else if record.standing.phase == .correcting {
            guard let asked = try store.correction(of: record.id, tx) else { return }
            record.dueOn = correctionDue(process, from: asked.requestedAt)
        } else {
            record.dueOn = calendar.addWorkingDays(from: record.receivedOn, count: item.item.isImmediate ? 0 : rules.acceptanceDays)
        }
    }
}

/// Goes through the open cases in pages, and can be broken off anywhere.
struct Recounting: JobHandler {
    static let kind = "case.recount"

    struct Payload: Codable {
        /// The calendar's mark: a node that was started with another can't do this job.
        let calendar: String
        /// Nodes that were still running with the old calendar have gone on counting by it; a day later all have been started anew.
        let isSecond: Bool
    }

    let cases: Cases
    var kind: String { Self.kind }
    let isRecurring = true

    private static let page = 200

    func run(_ payload: [UInt8]) async throws {
        let payload = try decode(Payload.self, from: payload), mark = cases.calendar.fingerprint, count = CalendarCount.cases
        guard payload.calendar == mark else { throw Problem("case.other_calendar", .unavailable) }
        if payload.isSecond { try await cases.scratch.write { try count.restart(by: mark, $0) } }
        while let after = try await cases.ledger.read({ try count.place(by: mark, $0) }) {
            let ids = try await cases.ledger.read { [store = cases.store] in try store.open(after: after, limit: Self.page, $0) }
            for id in ids {
                try Task.checkCancellation()
                try await cases.recount(id)
            }
            try await cases.scratch.write { tx in try count.went(to: ids.count < Self.page ? nil : ids.last?.text, by: mark, tx) }
        }
        guard !payload.isSecond else { return }
        let again = Payload(calendar: mark, isSecond: true), tomorrow = cases.clock.today.adding(days: 1).at(hour: 4)
        try await cases.scratch.write { [jobs = cases.jobs] tx in
            try jobs.enqueue(Self.kind, again, due: tomorrow, key: Self.kind, in: tx)
        }
    }
}
