import Catalogue
import Jobs
import Kernel
import Ledger
import Standards
import Storage

extension Cases {
    /// Puts many cases into the books at once, each as if its steps had been taken one by one: numbers, rows, timers and acts are the
    /// same; documents alone are not written. All in one transaction, so that a batch is there or not.
    /// - Parameter name: The batch's name: what was entered under it already is not entered again.
    /// - Returns: whether it was entered now.
    /// - Throws: `case.step_refused` when a deed can't be done where its case stands.
    public func enter(_ batch: [PastCase], as name: String) async throws -> Bool {
        // Sealing and replaying cost most: before the transaction, which others wait for.
        let histories = try batch.map(history)
        return try await ledger.commandOnce { [self] tx -> Once<Bool> in
            guard let first = histories.first, try store.submission(of: Self.entering, key: name, tx) == nil else { return .already(false) }
            let numbered = try number(histories, in: tx)
            try store.insert(numbered, tx)
            for history in numbered {
                if let day = history.acceptance { try start(DeemedAcceptance.kind, of: history.record.id, after: day, tx) }
                let process = history.process, running = process.timers.filter { $0.value.left == nil }.keys.sorted()
                try write((started: running, stopped: []), of: process, history.record.id, tx)
            }
            try store.remember(submission: name, of: Self.entering, first.record.id, tx)
            return .now(try Acted(true, numbered.flatMap(\.acts)))
        }
    }

    /// The names under which batches were entered.
    public func entered() async throws -> [String] {
        try await ledger.read { tx in
            try tx.rows("SELECT key FROM case_submission WHERE sender = \(Self.entering) LIMIT 1000000").map { try $0.get("key") }
        }
    }

    private static let entering = "entered"

    /// The case as its deeds leave it, still without numbers.
    private func history(_ past: PastCase) throws -> History {
        let (record, first) = try begun(
            past.item, content: past.content, source: .window, account: nil, isVouched: true, at: past.submittedAt)
        let sealed = try store.cipher.sealed(past.content, of: record.id, isVouched: record.isVouched)
        var history = History(record: record, sealed: sealed, first)
        history.materials = try store.rows(of: past.materials.numbered(), record.id)
        history.note("case.submitted", by: past.clerk, at: past.submittedAt, ["materials": "\(past.materials.count)"])
        let procedure = try Procedure(past.item)
        let matters = try CaseMatters(past.item) { [content = past.content] in content }
        let terms = CaseTerms(promised: past.item.promised(for: past.content), past.item.item)
        for deed in past.deeds { try take(deed, &history, terms, procedure, matters) }
        history.acceptance = history.record.standing.phase == .received ? history.record.dueOn : nil
        return history
    }

    private func take(
        _ deed: PastCase.Deed, _ history: inout History, _ terms: CaseTerms, _ procedure: Procedure, _ matters: CaseMatters
    ) throws {
        let day = LocalDate(deed.at), course = history.record.course(history.process)
        let task = deed.event.isOfWork ? history.tasks.first { $0.takes(deed.event) } : nil
        let stage = task?.stage ?? course.standing.stage
        var facts = said(deed.event, task, from: stage, terms)
        let (moved, effects) = try refusing {
            try procedure.step(course, deed.event, work: task?.work, by: deed.actor.id, matters, now: deed.at)
        }
        (history.process.instance, history.record.standing) = (moved.instance, moved.standing)
        history.tasks = procedure.tasks(moved)
        history.record.revision += 1
        _ = try count(effects, in: &history.process, at: deed.at)
        if let special = deed.special {
            history.suspensions.append(CaseSuspension(kind: special.kind, startedOn: day, approvedDays: special.days, endedOn: nil))
            facts.merge(["special": special.kind, "startedOn": "\(day)", "approvedDays": "\(special.days)"]) { $1 }
        }
        if deed.event == .requestCorrection {
            history.record.dueOn = correctionDue(history.process, from: deed.at)
            history.correction = Correction(points: deed.points, requestedAt: deed.at, dueOn: history.record.dueOn, suppliedAt: nil)
        }
        for effect in effects {
            switch effect {
            case .startClock:
                (history.record.acceptedBy, history.record.acceptedOn) = (deed.actor.id, day)
                reckon(&history, terms)
            case .stopClock, .restartClock: reckon(&history, terms)
            case .close(let result): (history.record.closedAt, history.record.result) = (deed.at, result)
            case .beginSpecial(let element, let days):
                history.suspensions.append(CaseSuspension(step: element, startedOn: day, approvedDays: days))
                reckon(&history, terms)
            case .endSpecial, .issue, .startTimer, .cancelTimer, .holdTimer, .releaseTimer, .tell: break
            }
        }
        history.steps.append(CaseStep(stage: stage, event: deed.event.name, opinion: deed.opinion, actorID: deed.actor.id,
                                      actorName: deed.actor.name, at: deed.at))
        history.note(deed.event.actKind(closing: history.record.result), by: deed.actor, at: deed.at, facts)
    }

    private func reckon(_ history: inout History, _ terms: CaseTerms) {
        guard let accepted = history.record.acceptedOn else { return }
        history.record.dueOn = promise(from: accepted, terms.promised, history.suspensions).due
        history.record.statutoryDueOn = promise(from: accepted, terms.statutory, history.suspensions).due
    }

    /// Gives each its numbers, a series at a time, and writes its acts with them.
    private func number(_ histories: [History], in tx: any Transaction) throws -> [History] {
        var next: [String: Int] = [:]
        let wanted = histories.flatMap { [series(official: $0.record), series(short: $0.record)] }
        for (series, count) in Dictionary(wanted.map { ($0, 1) }, uniquingKeysWith: +).sorted(by: { $0.key < $1.key }) {
            next[series] = try Serials.next(series, count: count, in: tx)
        }
        return try histories.map { history in
            var history = history
            let official = series(official: history.record), short = series(short: history.record)
            history.record = try numbered(history.record, official: next[official] ?? 1, short: next[short] ?? 1)
            next[official, default: 1] += 1
            next[short, default: 1] += 1
            history.acts = history.notes.map { note in
                act(note.kind, on: note.record.numbered(as: history.record), by: note.actor, at: note.at, note.facts)
            }
            return history
        }
    }
}

/// A past case on its way into the books.
struct History: Sendable {
    /// An act before its case has numbers: the case as it stood then.
    struct Note: Sendable { let kind: String, record: Case, actor: Actor, at: Timestamp, facts: [String: String] }

    var record: Case
    let sealed: SealedContent
    var process: CaseProcess
    var tasks: [CaseTask]
    var materials: [SQL] = []
    var correction: Correction?
    var suspensions: [CaseSuspension] = []
    var steps: [CaseStep] = []
    /// The last day for acceptance, as long as it waits for that.
    var acceptance: LocalDate?
    private(set) var notes: [Note] = []
    var acts: [Act] = []

    init(record: Case, sealed: SealedContent, _ begun: Cases.Begun) {
        (self.record, self.sealed, process, tasks) = (record, sealed, begun.process, begun.tasks)
    }

    mutating func note(_ kind: String, by actor: Actor, at: Timestamp, _ facts: [String: String]) {
        notes.append(Note(kind: kind, record: record, actor: actor, at: at, facts: facts))
    }
}

extension Case {
    fileprivate func numbered(as other: Case) -> Case {
        var record = self
        (record.number, record.query) = (other.number, other.query)
        return record
    }
}
