import Catalogue
import Jobs
import Kernel
import Ledger
import Organisations
import Standards
import Storage

/// One step of the procedure as a command: what the law calls 受理, 补正告知, 审查, 决定 ... Each is checked against the policy, stepped by
/// the pure procedure, and recorded. Each says what was seen: it is taken on that state of the case and that work item, or not at all.
extension Cases {
    /// 受理
    public func accept(_ id: ID<Case>, seen: Seen, by actor: CaseActor) async throws -> Case {
        try await step(.accept, on: id, .work(seen), by: actor)
    }

    /// 不予受理: with the reason, and the organ that has the power when it is another's.
    /// - Throws: `Problem.fields` when no reason is given.
    public func declineToAccept(
        _ id: ID<Case>, reason: String, seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        try await step(.declineToAccept, on: id, .work(seen), opinion: required(reason), by: actor)
    }

    /// 审查通过
    public func pass(
        _ id: ID<Case>, opinion: String, seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        try await step(.pass, on: id, .work(seen), opinion: required(opinion), by: actor)
    }

    /// 准予
    public func grant(
        _ id: ID<Case>, opinion: String, seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        try await step(.grant, on: id, .work(seen), opinion: required(opinion), by: actor)
    }

    /// 不予: the reason is told to the applicant (行政许可法 art. 38).
    public func refuse(
        _ id: ID<Case>, reason: String, seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        try await step(.refuse, on: id, .work(seen), opinion: required(reason), by: actor)
    }

    /// 撤回
    public func withdraw(_ id: ID<Case>, seen revision: Int, by actor: CaseActor) async throws -> Case {
        try await step(.withdraw, on: id, .whole(revision: revision), by: actor)
    }

    /// - Parameter facts: What the act says besides, such as the days approved for a special procedure.
    /// - Throws: `case.not_found`, `case.not_yours`, `case.same_person`, `case.same_reviewer`, `case.step_refused`,
    ///   `case.changed_meanwhile`.
    func step(
        _ event: CaseEvent, on id: ID<Case>, _ basis: StepBasis, opinion: String = "", by actor: CaseActor, facts: [String: String] = [:],
        also: @escaping @Sendable (inout Case, CaseProcess, any Transaction) throws -> Void = { _, _, _ in }
    ) async throws -> Case {
        let item = try await self.item(of: find(id, in: actor.scope))
        let procedure = try Procedure(item), now = clock.now
        return try await ledger.commandOnce { [self] tx -> Once<Case> in
            var record = try store.hold(id, in: actor.scope, tx)
            if let power = event.power { try store.checkMandate(of: record, for: power, in: actor.scope, tx) }
            // Held first: of two that are sent at once the second waits here, and then finds the answer.
            if let earlier = try store.answered(actor.request, of: actor.actor.id, in: actor.scope, tx) { return .already(earlier) }
            if let revision = basis.revision, revision != record.revision { throw Problem("case.changed_meanwhile", .conflict) }
            let kept = try store.kept(id, tx), before = record
            let matters = try CaseMatters(item) { [store] in try store.cipher.open(kept.sealed, key: id.text) }
            let course = record.course(kept.process)
            let task = try CasePolicy.task(for: event, named: basis.work, in: course, of: record, procedure, by: actor)
            let (moved, effects) = try refusing {
                try procedure.step(course, event, work: task?.work, by: actor.actor.id, matters, now: now)
            }
            var process = kept.process
            (process.instance, record.standing) = (moved.instance, moved.standing)
            let timers = try count(effects, in: &process, at: now)
            try also(&record, process, tx)
            let terms = CaseTerms(promised: try promised(item, of: id, tx), item.item)
            let orders = try perform(effects, on: &record, terms, by: actor.actor, at: now, in: tx)
            try write(timers, of: process, id, tx)
            try store.update(&record, process, tx)
            let tasks = procedure.tasks(moved)
            try store.replace(tasks, of: record, tx)
            try store.remember(actor.request, of: actor.actor.id, CaseView(record, tasks), id, at: now, tx)
            let stage = task?.stage ?? before.standing.stage
            try store.insert(CaseStep(stage: stage, event: event.name(closing: record.result), opinion: opinion, actorID: actor.actor.id,
                                      actorName: actor.actor.name, at: now), of: id, tx)
            for one in orders { try order(one, for: record, item, at: now, in: tx) }
            let said = said(event, task, from: stage, terms).merging(facts) { $1 }
            let used = try effects.contains(where: \.isEndOfSpecial) ? store.suspensions(of: id, tx) : []
            let first = act(event.actKind(closing: record.result), on: record, by: actor.actor, at: now, said)
            return .now(try Acted(record, [first] + acts(of: effects, used, on: record, by: actor.actor, at: now)))
        }
    }

    /// What every act of a step says of it.
    func said(_ event: CaseEvent, _ task: CaseTask?, from stage: String, _ terms: CaseTerms) -> [String: String] {
        var facts = ["from": stage, "promised": terms.promised.fact, "statutory": terms.statutory.fact]
        facts["step"] = task?.element
        facts["work"] = task.map { "\($0.work)" }
        if event.isOpinion { facts["outcome"] = event.outcome }
        if case .timer(let timer) = event { facts["timer"] = timer }
        if case .sendBack(let target) = event { facts["to"] = target }
        return facts
    }

    /// What followed of itself, each with an act of its own: special procedures that began or ended, and what the procedure had to say.
    /// - Parameter used: the special procedures so far, to say of one that ended when it began.
    func acts(of effects: [CaseEffect], _ used: [CaseSuspension], on record: Case, by actor: Actor, at now: Timestamp) -> [Act] {
        effects.compactMap { effect in
            let day = "\(LocalDate(now))"
            switch effect {
            case .beginSpecial(let element, let days):
                let facts = ["special": element, "step": element, "startedOn": day, "approvedDays": "\(days)"]
                return act("case.special_begun", on: record, by: actor, at: now, facts)
            case .endSpecial(let element):
                var facts = ["special": element, "step": element, "endedOn": day]
                let ended = used.last { $0.kind == CaseSuspension.kind(ofStep: element) }
                (facts["startedOn"], facts["approvedDays"]) = (ended.map { "\($0.startedOn)" }, ended.map { "\($0.approvedDays)" })
                return act("case.special_ended", on: record, by: actor, at: now, facts)
            case .tell(let notice, let name, let element):
                return act("case.\(notice.rawValue)", on: record, by: .system("procedure"), at: now, ["notice": name, "step": element])
            default: return nil
            }
        }
    }

    /// What the procedure refuses, in the words of a case.
    func refusing<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let refusal as StepRefused { throw refusal.event.refused }
    }

    /// - Returns: the documents that follow. They are ordered when the step is written down, since they tell of it.
    private func perform(
        _ effects: [CaseEffect], on record: inout Case, _ terms: CaseTerms, by actor: Actor, at now: Timestamp, in tx: any Transaction
    ) throws -> [DocumentOrder] {
        var orders: [DocumentOrder] = []
        for effect in effects {
            switch effect {
            case .startClock:
                record.acceptedBy = actor.kind == .system ? nil : actor.id
                let accepted = record.acceptedOn ?? LocalDate(now)
                // What came in after hours counts as received on the next working day, unless somebody takes it up before that.
                (record.acceptedOn, record.receivedOn) = (accepted, min(record.receivedOn, accepted))
                try reckon(&record, terms, in: tx)
                try cancel(DeemedAcceptance.kind, of: record.id, tx)
            case .stopClock, .restartClock: try reckon(&record, terms, in: tx)
            case .beginSpecial(let element, let days):
                let suspension = CaseSuspension(step: element, startedOn: LocalDate(now), approvedDays: days)
                try store.insert(suspension, place: store.suspensions(of: record.id, tx).count, of: record.id, tx)
                try reckon(&record, terms, in: tx)
                orders.append(DocumentOrder(kind: .suspension, special: suspension))
            case .endSpecial(let element):
                try store.endSuspension(of: record.id, kind: CaseSuspension.kind(ofStep: element), on: LocalDate(now), tx)
                try reckon(&record, terms, in: tx)
            case .close(let result): (record.closedAt, record.result) = (now, result)
            case .issue(let kind): orders.append(DocumentOrder(kind: kind))
            case .startTimer, .cancelTimer, .holdTimer, .releaseTimer, .tell: break
            }
        }
        return orders
    }

    /// Counts both limits anew from the day of acceptance and the special procedures so far.
    func reckon(_ record: inout Case, _ terms: CaseTerms, in tx: any Transaction) throws {
        guard let accepted = record.acceptedOn else { return }
        let suspensions = try store.suspensions(of: record.id, tx)
        record.dueOn = promise(from: accepted, terms.promised, suspensions).due
        record.statutoryDueOn = promise(from: accepted, terms.statutory, suspensions).due
    }

    /// Numbers a document, settles what it says, and leaves its writing and sealing to a job.
    private func order(_ order: DocumentOrder, for record: Case, _ item: PublishedItem, at now: Timestamp, in tx: any Transaction) throws {
        let kind = order.kind, type = item.item.type
        let year = LocalDate(now).year
        let short = directory.body(record.body)?.shortName ?? ""
        let serial = try Serials.next("document/\(record.body)/\(documentTexts.key(kind, type))/\(year)", in: tx)
        let number = try documentTexts.number(kind, type: type, short: short, year: year, serial: serial)
        try store.insert(kind, number: number, facts(of: order, for: record, item, tx), of: record.id, at: now, tx)
        let payload = DocumentWriter.Payload(case: record.id, number: number)
        try jobs.enqueue(DocumentWriter.kind, payload, key: "\(DocumentWriter.kind)/\(number)", in: tx)
    }
}

/// An opinion, a reason: never empty, never endless.
func required(_ text: String, field: String = "opinion") throws(Problem) -> String {
    let text = text.trimmed
    if text.isEmpty { throw Problem.fields([FieldProblem(field, "case.opinion_missing")]) }
    let count = text.unicodeScalars.count
    if count > 2000 { throw Problem.fields([FieldProblem(field, "field.too_long", ["limit": "2000", "count": "\(count)"])]) }
    return text
}

extension Case {
    func course(_ process: CaseProcess) -> Course {
        Course(instance: process.instance, standing: standing, isAccepted: acceptedOn != nil)
    }
}

extension CaseEvent {
    /// As the steps of a case are noted.
    func name(closing result: CaseResult?) -> String {
        if case .timer = self, result == .noSupplement { return "lapse" }
        return name
    }
}
