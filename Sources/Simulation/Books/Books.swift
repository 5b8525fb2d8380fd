import Catalogue
import Kernel
import Ledger
import Standards

/// Everything that the platform has written down, at one moment: what the invariants look at. A value; the checks need no database.
public struct Books: Sendable {
    /// The moment, after everything that follows by itself has followed.
    public let now: Timestamp
    public let calendar: WorkingCalendar
    public let rule: LightRule
    /// Working days for acceptance, and for a correction.
    public let acceptanceDays: Int, correctionDays: Int

    public let cases: [CaseEntry]
    /// In the order of the ledger.
    public let acts: [ActEntry]
    public let documents: [DocumentEntry]
    public let licences: [LicenceEntry]
    public let lights: [LightEntry]
    /// Open cases by light, and what was decided by day, as supervision counts them.
    public let lightCounts: [String: Int], decided: [String: Int], onTime: [String: Int]
    /// How many steps each case has had.
    public let steps: [String: Int]
    /// The last number of each series.
    public let serials: [String: Int]
    public let jobs: [JobEntry]
    public let posts: [PostEntry]
    /// What the work lists count for each role, in all bodies together.
    public let workCounts: [WorkCount]
    /// Items by `code/version`, as the cases began with them.
    public let items: [String: PublishedItem]
    public let audit: AuditReport
    /// Where personal data was found in the clear: `table.column`.
    public let exposures: [String]

    public var today: LocalDate { LocalDate(now) }
}

extension Books {
    /// The acts on each case, in order.
    var actsOfCases: [String: [ActEntry]] {
        Dictionary(grouping: acts.filter { $0.subject == "case" && $0.kind.hasPrefix("case.") }, by: \.subjectID)
    }

    func item(of entry: CaseEntry) -> PublishedItem? { items["\(entry.item)/\(entry.version)"] }
}

public struct CaseEntry: Sendable {
    public let id: String, number: String, query: String
    public let item: String, version: Int, body: String, region: String
    public let phase: String, stage: String
    /// The roles on whose lists its open work stands, in order.
    public let waitsFor: String
    public let submittedAt: Timestamp, closedAt: Timestamp?
    public let receivedOn: LocalDate, acceptedOn: LocalDate?, dueOn: LocalDate, statutoryDueOn: LocalDate?
    public let result: String?
    public let revision: Int

    public var isOpen: Bool { phase != "closed" }
}

public struct ActEntry: Sendable {
    public let position: Int
    public let kind: String, subject: String, subjectID: String, relatedID: String?
    /// The actor's kind and key.
    public let actorKind: String, actorID: String
    public let at: Timestamp
    public let facts: [String: String]
}

public struct DocumentEntry: Sendable { public let caseID: String, number: String, body: String, issuedOn: LocalDate, isReady: Bool }

public struct LicenceEntry: Sendable { public let caseID: String, identifier: String, type: String, issuer: String }

public struct LightEntry: Sendable {
    public let caseID: String, phase: String, stage: String, colour: String, body: String, area: String
    public let dueOn: LocalDate, closedOn: LocalDate?, awaitsCard: Bool
}

public struct JobEntry: Sendable { public let id: String, kind: String, state: String, key: String?, dueAt: Timestamp }

public struct PostEntry: Sendable { public let body: String, region: String, roles: Set<String> }

public struct WorkCount: Sendable { public let role: String, body: String?, region: String?, counted: Int }
