import Kernel

/// An act (办理行为): who, in what capacity, did what to which subject, when, and on which facts. The unit of the ledger.
///
/// An act is kept for ever and is shown on receipts. It must never carry personal data in the clear: name people by key,
/// by mask (`Mask`) or by digest, and put the rest into rows that can be encrypted and, one day, erased.
public struct Act: Sendable, Hashable {
    public let id: ID<Act>
    /// What was done, `noun.verb` in the past: `case.accepted`.
    public let kind: String
    /// What it was done to.
    public let subject: Subject
    /// What it also concerns: the case from which a licence was issued, the case that a task belongs to.
    public let related: Subject?
    public let actor: Actor
    public let at: Timestamp
    /// What a reader or a judge needs to know besides: the item's version, the reason's code, the digest of a document.
    public let facts: [String: String]

    public init(
        _ id: ID<Act>, _ kind: String, of subject: Subject, related: Subject? = nil, by actor: Actor, at: Timestamp,
        facts: [String: String] = [:]
    ) {
        (self.id, self.kind, self.subject, self.related) = (id, kind, subject, related)
        (self.actor, self.at, self.facts) = (actor, at, facts)
    }
}

/// The thing an act is about: a kind of row and its key.
public struct Subject: Sendable, Hashable, Codable {
    /// `case`, `licence`, `item`: the singular noun in lower case.
    public let kind: String
    public let id: String

    public init(_ kind: String, _ id: String) { (self.kind, self.id) = (kind, id) }

    public init<Thing>(_ kind: String, _ id: ID<Thing>) { self.init(kind, id.text) }
}

/// An act in its place on the ledger.
public struct SequencedAct: Sendable, Hashable {
    /// Counted from 0 without gaps; the act's leaf in the Merkle tree.
    public let position: Int
    public let act: Act
}

/// An act as it was committed, which has a position only once the sequencer has passed.
public struct RecordedAct: Sendable, Hashable {
    public let position: Int?
    public let act: Act
}
