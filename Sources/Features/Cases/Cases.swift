import Catalogue
import Files
import Identity
import Jobs
import Kernel
import Ledger
import Organisations
import Signing
import Standards
import Storage
import Web

/// Case handling (办件): from the draft to the decision. The commands are in `Commands/`, one act of the law each; what they
/// may do is decided by `Procedure` and `CasePolicy`, which are pure; what follows (documents, timers) are jobs.
public final class Cases: Sendable {
    let ledger: Ledger
    let jobs: JobQueue
    let catalogue: Catalogue
    let directory: OrganisationDirectory
    let calendar: WorkingCalendar
    let rules: CaseRules
    let clock: any Kernel.Clock
    let random: any RandomSource
    let store: CaseStore
    let drafts: DraftStore
    let city: City
    /// Where drafts are written: they are no official state, so no act speaks of them.
    let scratch: any Database
    let documentTexts: DocumentTexts
    let limits: RateLimits
    /// The disks on which what is handed in comes to lie.
    let disks: DiskWatch
    let brake: GuessingBrake

    public init(
        ledger: Ledger, drafts database: any Database, jobs: JobQueue, catalogue: Catalogue, directory: OrganisationDirectory,
        city: City, calendar: WorkingCalendar, rules: CaseRules, documentTexts: DocumentTexts, cipher: FieldCipher,
        limits: RateLimits? = nil, disks: DiskWatch = .nothing, clock: any Kernel.Clock, random: any RandomSource
    ) {
        (self.ledger, self.jobs, self.catalogue, self.directory) = (ledger, jobs, catalogue, directory)
        (self.city, self.calendar, self.rules, self.clock, self.random) = (city, calendar, rules, clock, random)
        (scratch, self.documentTexts) = (database, documentTexts)
        (self.limits, self.disks) = (limits ?? RateLimits(clock: clock), disks)
        brake = GuessingBrake(self.limits)
        store = CaseStore(cipher: CaseCipher(fields: cipher))
        drafts = DraftStore(cipher: CaseCipher(fields: cipher))
    }
}

// MARK: - Questions

extension Cases {
    /// The case, if the reader may see it.
    /// - Throws: `case.not_found`.
    public func find(_ id: ID<Case>, in scope: CaseScope) async throws -> Case {
        try await ledger.read { [store] in try store.find(id, in: scope, $0) }
    }

    /// The whole file of a case.
    /// - Parameter source: only if it came in that way: the receipt of what came in online is its applicant's alone.
    /// - Throws: `case.not_found`.
    public func file(_ id: ID<Case>, in scope: CaseScope, from source: Case.Source? = nil) async throws -> CaseFile {
        try await ledger.read { [store] tx in try store.file(of: store.find(id, in: scope, from: source, tx), tx) }
    }

    /// Whether somebody may withdraw the case as things stand: an agent needs a mandate that gives this power.
    public func mayWithdraw(_ record: Case, by actor: CaseActor) async throws -> Bool {
        guard record.isOpen, CasePolicy.mayDo(.withdraw, on: record, by: actor) else { return false }
        return try await ledger.read { [store] in try store.mandate(of: record, gives: .withdraw, in: actor.scope, $0) }
    }

    /// How far the case is in its procedure.
    public func course(of record: Case) async throws -> Course {
        try await ledger.read { [store] in record.course(try store.kept(record.id, $0).process) }
    }

    /// What waits to be done with the case, and by whom.
    public func tasks(of record: Case) async throws -> [CaseTask] {
        try Procedure(await item(of: record)).tasks(await course(of: record))
    }

    /// What whoever holds the receipt may see: by short number (or official number) and password.
    /// - Throws: `case.track_not_found`, whichever of the two is wrong; `rate.too_many` after too many wrong pairs.
    public func track(query: String, password: String, from address: String) async throws -> Case {
        let number = query.filter { !$0.isWhitespace && $0 != "-" }.uppercased()
        let secret = password.filter { $0.isLetter || $0.isNumber }.uppercased()
        try brake.check(address, number)
        guard number.utf8.count <= 60, secret.utf8.count <= 20,
              let found = try await ledger.read({ [store] in try store.find(query: number, password: secret, $0) }) else {
            brake.count(address, number)
            throw Problem("case.track_not_found", .notFound)
        }
        return found
    }

    /// A person's cases, the newest first.
    /// - Parameter reach: how far whoever asks sees: a clerk before whom the person stands finds those of his hall's reach.
    public func mine(
        _ scope: CaseScope, within reach: CaseScope = .platform, before: String? = nil, limit: Int = 20
    ) async throws -> Page<Case> {
        let found = try await ledger.read { [store] in try store.mine(scope, within: reach, before: before, limit: limit + 1, $0) }
        return Page(found, limit: limit) { $0.id.text }
    }

    /// What waits for these roles, the most urgent first.
    public func workList(
        _ roles: [String], in scope: CaseScope, filter: WorkFilter = WorkFilter(), after: WorkKey? = nil, limit: Int = 20
    ) async throws -> Page<WaitingCase> {
        let found = try await ledger.read { [store] in
            try store.waiting(for: roles, in: scope, filter, after: after, limit: limit + 1, $0)
        }
        return Page(found, limit: limit) { $0.key.text }
    }

    /// How many wait for these roles.
    public func workCount(_ roles: [String], in scope: CaseScope, filter: WorkFilter = WorkFilter()) async throws -> Int {
        try await ledger.read { [store] in try store.waitingCount(for: roles, in: scope, filter, $0) }
    }

    /// What this actor has dealt with, the latest first.
    public func handled(by actor: CaseActor, before: HandledKey? = nil, limit: Int = 20) async throws -> Page<HandledCase> {
        try await ledger.read { [store] in try store.handled(by: actor.actor.id, in: actor.scope, before: before, limit: limit, $0) }
    }

    /// The item as it was when the case began.
    public func item(of record: Case) async throws -> PublishedItem {
        try await catalogue.item(record.itemCode, version: record.itemVersion)
    }

    /// How the day by which the case is due came about; `nil` before its acceptance. Also `nil` where counting gives another day than the
    /// case has: closed before the calendar changed, or not counted anew yet. Nobody is told two days.
    public func deadline(of file: CaseFile, item: PublishedItem) -> Deadline? {
        let counted = file.record.acceptedOn.map { promise(from: $0, item.promised(for: file.content), file.suspensions) }
        return counted?.due == file.record.dueOn ? counted : nil
    }

    /// 承诺办结时限 of a case: of its situation, where the item's rules tell situations apart.
    func promised(_ item: PublishedItem, of id: ID<Case>, _ tx: any Reading) throws -> Limit {
        item.decisions.limitsDiffer ? item.promised(for: try store.content(of: id, tx)) : item.item.promised
    }

    func promise(from accepted: LocalDate, _ limit: Limit, _ suspensions: [CaseSuspension]) -> Deadline {
        Deadline(from: accepted, limit, suspensions: suspensions.map(\.stretch), calendar: calendar)
    }
}

extension PublishedItem {
    func promised(for content: CaseContent) -> Limit { decisions.ruling(content.situation, form: content.values).promised }
}

extension CaseStore {
    func file(of record: Case, _ tx: any Reading) throws -> CaseFile {
        CaseFile(
            record: record, content: try content(of: record.id, tx), materials: try materials(of: record.id, tx),
            correction: try correction(of: record.id, tx), suspensions: try suspensions(of: record.id, tx),
            steps: try steps(of: record.id, tx), documents: try documents(of: record.id, tx),
            course: record.course(try kept(record.id, tx).process))
    }
}
