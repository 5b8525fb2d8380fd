import Catalogue
import Files
import Forms
import Identity
import Jobs
import Kernel
import Ledger
import Organisations
import Standards
import Storage

extension Cases {
    /// 申请: hands an application in, whichever door it comes through. Sent twice with the same key, it is the same case; the same key for
    /// another application is refused.
    /// - Parameters:
    ///   - key: The sender's own name for this submission: the draft's key, or an `Idempotency-Key`.
    ///   - draft: The draft from which it was read. It is gone when the case is there.
    /// - Throws: as ``Admission`` has it; `Problem.fields` with everything that is wrong with it; `draft.changed` when the draft isn't
    ///   as it was read; `storage.low_space`; `upload.draft_files`, `upload.draft_bytes` when it holds more than an application may;
    ///   `idempotency.differs`.
    public func submit(
        _ application: Application, for item: PublishedItem, by applicant: Applicant, key: String, draft: Draft? = nil
    ) async throws -> Case {
        try Admission.check(applicant, to: item.item)
        try await disks.demandRoom()
        try UploadQuota.check(application.materials)
        let now = clock.now, actor = applicant.actor, holder = CaseHolder(applicant.holder)
        let checked = try application.checked(against: item, for: holder, today: LocalDate(now))
        let (content, materials) = (checked.content, checked.materials)
        let problems = checked.problems + regionProblems(of: content, try item.form)
        guard problems.isEmpty else { throw Problem.fields(problems) }
        let source: Case.Source = applicant.door == .window ? .window : .online
        let (base, first) = try begun(
            item, content: content, source: source, account: applicant.account.text, isVouched: applicant.isVouched, at: now)
        let sender = actor.id, sight = applicant.door == .window ? CaseScope.platform : scope(applicant.sight(at: now))
        // What a draft becomes is settled by the draft, and remembered for as long as the case.
        let request = draft == nil ? try application.request(key, for: item, holder: holder, account: applicant.account.text) : nil
        let sealed = try store.cipher.sealed(content, of: base.id, isVouched: base.isVouched)
        return try await ledger.commandOnce { [self] tx -> Once<Case> in
            try checkMandate(of: applicant, for: item.code, at: now, tx)
            // Held first: of two clicks at once the second waits here, and then finds the case.
            let held = try draft.flatMap { try drafts.held($0.id, of: $0.account, tx) }
            if let earlier = try store.answered(request, of: sender, in: sight, tx) { return .already(earlier) }
            if draft != nil, let earlier = try store.submission(of: sender, key: key, tx) {
                return .already(try store.find(earlier, in: sight, tx))
            }
            if let draft { try drafts.take(draft, now: held, tx) }
            let record = try numbered(base, in: tx)
            try store.insert(record, sealed, first.process, tx)
            try store.insert(first.tasks, of: record, tx)
            try write(first.timers, of: first.process, record.id, tx)
            try store.insert(materials, of: record.id, tx)
            try store.remember(request, of: sender, CaseView(record), record.id, at: now, tx)
            if draft != nil { try store.remember(submission: key, of: sender, record.id, tx) }
            try start(DeemedAcceptance.kind, of: record.id, after: record.dueOn, tx)
            return .now(Acted(record, act("case.submitted", on: record, by: actor, at: now, ["materials": "\(materials.count)"])))
        }
    }

    /// An agent's mandate is asked for again when it counts: it may have ended since the applicant was looked up.
    /// - Throws: `case.mandate`.
    private func checkMandate(of applicant: Applicant, for item: String, at now: Timestamp, _ tx: any Reading) throws {
        guard applicant.door == .online, let legalPerson = applicant.holder.legalPerson else { return }
        let check = MandateCheck(account: applicant.account, legalPerson: legalPerson.code, power: .apply, at: now)
        guard try check.holds(for: item, tx) else { throw Problem("case.mandate", .forbidden) }
    }

    /// A new case, at the beginning of its procedure.
    func begun(
        _ item: PublishedItem, content: CaseContent, source: Case.Source, account: String?, isVouched: Bool, at now: Timestamp
    ) throws -> (record: Case, begun: Begun) {
        var record = try newCase(item, content: content, source: source, account: account, at: now)
        let procedure = try Procedure(item)
        let (course, effects) = try procedure.start(version: item.version, CaseMatters(item) { content }, now: now)
        var process = CaseProcess(instance: course.instance)
        let timers = try count(effects, in: &process, at: now)
        (record.standing, record.isVouched) = (course.standing, isVouched)
        return (record, Begun(process: process, tasks: procedure.tasks(course), timers: timers))
    }

    struct Begun: Sendable {
        let process: CaseProcess
        let tasks: [CaseTask]
        let timers: (started: [String], stopped: [String])
    }

    private func newCase(
        _ item: PublishedItem, content: CaseContent, source: Case.Source, account: String?, at now: Timestamp
    ) throws -> Case {
        let received = calendar.receivedDate(for: now)
        let region = try item.form.regions(in: content.values).first?.code ?? directory.body(item.item.body)?.region ?? city.region
        return Case(
            id: ID(at: now, random), number: "", query: "", password: random.text(6, from: "23456789ABCDEFGHJKMNPQRSTUVWXYZ"),
            itemCode: item.code, itemVersion: item.version, itemName: item.item.name, body: item.item.body,
            region: region, source: source, account: account, holderMasked: content.holder.masked,
            standing: Standing(phase: .received, stage: ""), submittedAt: now,
            receivedOn: received, acceptedOn: nil,
            dueOn: calendar.addWorkingDays(from: received, count: item.item.isImmediate ? 0 : rules.acceptanceDays),
            statutoryDueOn: nil, closedAt: nil, result: nil, acceptedBy: nil, revision: 0)
    }

    /// Gives the case its numbers, in the order of the day.
    private func numbered(_ record: Case, in tx: any Transaction) throws -> Case {
        try numbered(record, official: Serials.next(series(official: record), in: tx), short: Serials.next(series(short: record), in: tx))
    }

    func numbered(_ record: Case, official: Int, short: Int) throws -> Case {
        let day = LocalDate(record.submittedAt)
        let number = try CaseNumber(ImplementationCode(checking: record.itemCode), date: day, serial: official)
        let query = try QueryCode(region: RegionCode(checking: city.region), date: day, serial: short)
        var record = record
        (record.number, record.query) = (number.text, query.text)
        return record
    }

    /// The series from which a case's numbers come: of its item and day, and of the city's day.
    func series(official record: Case) -> String { "case/\(record.itemCode)/\(LocalDate(record.submittedAt).compact)" }
    func series(short record: Case) -> String { "query/\(city.caseQueryPrefix)/\(LocalDate(record.submittedAt).compact)" }

    func regionProblems(of content: CaseContent, _ form: Form) -> [FieldProblem] {
        Admission.problems(of: form.regions(in: content.values), directory)
    }
}

extension Application {
    /// What it asks, under the sender's name for it. When a file was uploaded is no part of that.
    fileprivate func request(_ key: String, for item: PublishedItem, holder: CaseHolder, account: String) throws -> RequestKey {
        let content = CaseContent(holder: holder, situation: situation, values: values, promised: promised)
        let files = materials.flatMap { [$0.key, $0.digest, $0.fileName] }
        return RequestKey(named: key, asking: ["submit", item.code, account, try JSONText.encode(content)] + files)
    }
}
