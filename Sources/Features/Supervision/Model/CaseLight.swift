import Cases
import Kernel
import Standards

/// What supervision knows of a case, all of it from the ledger: where it belongs, what its time is counted by, and its light.
public struct CaseLight: Sendable, Hashable {
    public let caseID: ID<Case>
    public let number: String
    public let itemCode: String, itemName: String
    /// The deciding body's credit code, and the region the case is done for, twelve digits.
    public let body: String, region: String
    public let source: String
    public internal(set) var phase: Standing.Phase
    public internal(set) var stage: String
    public internal(set) var acceptedOn: LocalDate?
    /// The day by which the next legal step is due: acceptance before it, the promise after.
    public internal(set) var dueOn: LocalDate
    public internal(set) var statutoryDueOn: LocalDate?
    public internal(set) var promised: Limit?, statutory: Limit?
    public internal(set) var suspensions: [Suspension<LocalDate>] = []
    public internal(set) var result: CaseResult?
    public internal(set) var closedOn: LocalDate?

    public internal(set) var lamp = Lamp.green
    /// The key of the sentence that says why.
    public internal(set) var reason = ""
    /// The day from which it has had this light.
    public internal(set) var since: LocalDate
    /// The day on which it will have another if nothing is done.
    public internal(set) var nextChangeOn: LocalDate?
    /// The gravest card that was put on the ledger.
    public internal(set) var card: Lamp?
}

extension CaseLight {
    /// The six digits of the county or city.
    public var area: String { String(region.prefix(6)) }

    public var isOpen: Bool { closedOn == nil }

    /// A yellow or red light of which the ledger does not know yet.
    var awaitsCard: Bool { lamp.isCard && lamp.gravity > card?.gravity ?? 0 }

    /// Whether the body decided it, rather than the applicant ending it himself.
    var isDecided: Bool { result?.isDecided ?? false }
}
