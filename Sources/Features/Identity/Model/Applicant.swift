import Kernel

/// Who applies, in whose name, and through which door. Only ``Identity`` makes one: of a session as things stand now, or of a visit to a window where
/// the card was seen. So name, number and code of the holder are never what somebody typed.
public struct Applicant: Sendable {
    public enum Door: String, Sendable, Codable { case online, window }

    public let holder: Holder
    /// Who does it: the person himself, or the clerk who takes it in.
    public let actor: Actor
    public let door: Door
    /// The mandate under which he acts for a legal person; `nil` for oneself, and where a clerk has the legal person's papers before him.
    public let mandate: Agency?

    init(_ holder: Holder, by actor: Actor, through door: Door, under mandate: Agency?) {
        (self.holder, self.actor, self.door, self.mandate) = (holder, actor, door, mandate)
    }
}

extension Applicant {
    public var account: ID<Account> { holder.account.id }

    /// How surely the person is known: at a window by his card.
    public var assurance: AssuranceLevel { door == .window ? .certified : holder.assurance }

    /// Whether the holder's number and name are known for certain, so that others may find by them what is filed.
    public var isVouched: Bool { holder.kind == .legal || assurance >= .register }

    public func sight(at now: Timestamp) -> Sight { holder.sight(at: now) }
}
