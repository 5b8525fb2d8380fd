import Catalogue
import Jobs
import Kernel
import Ledger
import Organisations
import Standards
import Storage

/// One step of the procedure as a command: what the law calls 受理, 补正告知, 审查, 决定 ... Each is checked against the
/// policy, stepped by the pure procedure, and recorded.
extension Cases {
    /// 受理
    public func accept(_ id: ID<Case>, seen revision: Int? = nil, by actor: CaseActor) async throws -> Case {
        try await step(.accept, on: id, seen: revision, by: actor)
    }

    /// 不予受理: with the reason, and the organ that has the power when it is another's.
    /// - Throws: `Problem.fields` when no reason is given.
    public func declineToAccept(_ id: ID<Case>, reason: String, seen revision: Int? = nil, by actor: CaseActor) async throws -> Case {
        try await step(.declineToAccept, on: id, opinion: required(reason), seen: revision, by: actor)
    }

    /// 审查通过, on to the next stage.
    public func pass(_ id: ID<Case>, opinion: String, seen revision: Int? = nil, by actor: CaseActor) async throws -> Case {
        try await step(.pass, on: id, opinion: required(opinion), seen: revision, by: actor)
    }

    /// 准予
    public func grant(_ id: ID<Case>, opinion: String, seen revision: Int? = nil, by actor: CaseActor) async throws -> Case {
        try await step(.grant, on: id, opinion: required(opinion), seen: revision, by: actor)
    }

    /// 不予: the reason is told to the applicant (行政许可法 art. 38).
    public func refuse(_ id: ID<Case>, reason: String, seen revision: Int? = nil, by actor: CaseActor) async throws -> Case {
        try await step(.refuse, on: id, opinion: required(reason), seen: revision, by: actor)
    }

    /// 撤回
    public func withdraw(_ id: ID<Case>, by actor: CaseActor) async throws -> Case {
        try await step(.withdraw, on: id, by: actor)
    }

    /// - Parameter facts: What the act says besides, such as the days approved for a special procedure.
    /// - Throws: `case.not_found`, `case.not_yours`, `case.same_person`, `case.step_refused`, `case.changed_meanwhile`.
    func step(
        _ event: CaseEvent, on id: ID<Case>, opinion: String = "", seen revision: Int? = nil, by actor: CaseActor,
        facts: [String: String] = [:],
        also: @escaping @Sendable (inout Case, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> Case {
        let published = try await self.item(of: find(id, in: actor.scope)), item = published.item
        let procedure = Procedure(item)
        let now = clock.now
        return try await ledger.command { [self] tx in
            var record = try store.hold(id, in: actor.scope, tx)
            if let revision, revision != record.revision { throw Problem("case.changed_meanwhile", .conflict) }
            try CasePolicy.check(event, on: record, by: actor, procedure: procedure)
            let before = record.standing
            let effects = try move(&record, event, procedure)
            try also(&record, tx)
            let promised = try promised(published, of: id, tx)
            try perform(effects, on: &record, item: item, promised: promised, by: actor.actor, at: now, in: tx)
            try store.update(&record, waitsFor: record.waitsFor(procedure), tx)
            try store.insert(CaseStep(stage: before.stage, event: event.name, opinion: opinion, actorID: actor.actor.id,
                                      actorName: actor.actor.name, at: now), of: id, tx)
            let always = ["from": before.stage, "promised": promised.fact, "statutory": item.statutory.fact]
            return Acted(record, act(event.actKind, on: record, by: actor.actor, at: now, always.merging(facts) { _, new in new }))
        }
    }

    private func move(_ record: inout Case, _ event: CaseEvent, _ procedure: Procedure) throws -> [CaseEffect] {
        do {
            let (standing, effects) = try procedure.step(record.standing, event)
            record.standing = standing
            return effects
        } catch {
            throw Problem("case.step_refused", .conflict, ["event": event.name])
        }
    }

    private func perform(
        _ effects: [CaseEffect], on record: inout Case, item: ServiceItem, promised: Limit, by actor: Actor, at now: Timestamp,
        in tx: any Transaction
    ) throws {
        for effect in effects {
            switch effect {
            case .startClock:
                record.acceptedBy = actor.kind == .system ? nil : actor.id
                let accepted = record.acceptedOn ?? LocalDate(now)
                // What came in after hours counts as received on the next working day, unless somebody takes it up before that.
                (record.acceptedOn, record.receivedOn) = (accepted, min(record.receivedOn, accepted))
                try reckon(&record, item, promised, in: tx)
                try cancel(DeemedAcceptance.kind, of: record.id, tx)
            case .stopClock, .restartClock: try reckon(&record, item, promised, in: tx)
            case .close(let result): (record.closedAt, record.result) = (now, result)
            case .issue(let kind): try order(kind, for: record, of: item.type, at: now, in: tx)
            }
        }
    }

    /// Counts both limits anew from the day of acceptance and the special procedures so far.
    private func reckon(_ record: inout Case, _ item: ServiceItem, _ promised: Limit, in tx: any Transaction) throws {
        guard let accepted = record.acceptedOn else { return }
        let suspensions = try store.suspensions(of: record.id, tx)
        record.dueOn = promise(from: accepted, promised, suspensions).due
        record.statutoryDueOn = promise(from: accepted, item.statutory, suspensions).due
    }

    /// Numbers a document and leaves its writing and sealing to a job.
    private func order(_ kind: DocumentKind, for record: Case, of type: String, at now: Timestamp, in tx: any Transaction) throws {
        let year = LocalDate(now).year
        let short = directory.body(record.body)?.shortName ?? ""
        let serial = try Serials.next("document/\(record.body)/\(documentTexts.key(kind, type))/\(year)", in: tx)
        let number = try documentTexts.number(kind, type: type, short: short, year: year, serial: serial)
        try store.insert(kind, number: number, of: record.id, at: now, tx)
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
    /// Who must act next: the key of the work lists.
    func waitsFor(_ procedure: Procedure) -> String {
        switch standing.phase {
        case .received, .running, .suspended: procedure.role(of: standing.stage)
        case .correcting: "applicant"
        case .closed: ""
        }
    }
}

extension CaseEvent {
    var name: String {
        switch self {
        case .accept: "accept"
        case .requestCorrection: "requestCorrection"
        case .supplyCorrection: "supplyCorrection"
        case .declineToAccept: "declineToAccept"
        case .pass: "pass"
        case .grant: "grant"
        case .refuse: "refuse"
        case .suspend: "suspend"
        case .resume: "resume"
        case .withdraw: "withdraw"
        case .lapse: "lapse"
        }
    }

    var actKind: String {
        switch self {
        case .accept: "case.accepted"
        case .requestCorrection: "case.correction_requested"
        case .supplyCorrection: "case.correction_supplied"
        case .declineToAccept: "case.not_accepted"
        case .pass: "case.passed"
        case .grant: "case.granted"
        case .refuse: "case.refused"
        case .suspend: "case.suspended"
        case .resume: "case.resumed"
        case .withdraw: "case.withdrawn"
        case .lapse: "case.lapsed"
        }
    }
}
