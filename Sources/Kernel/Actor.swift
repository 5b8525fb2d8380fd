/// Who acts, and in what capacity. Every request and every act on the ledger has one.
/// (The word is the law's, not Swift's: nothing here is concurrent.)
public struct Actor: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// A visitor who has not signed in.
        case anonymous
        /// A citizen (自然人), for himself or for a legal person.
        case person
        /// Staff (工作人员) of a body.
        case staff
        /// The platform itself, or another department's system.
        case system
    }

    public let kind: Kind
    /// The account's key; a system's name; empty for a visitor.
    public let id: String
    /// How the actor is named in public: staff in full, persons masked.
    public let name: String
    /// The capacity acted in (身份): `window`, `officer`, `chief`, `supervisor`, `administrator`, `auditor`, `holder`, `agent`.
    public let capacity: String
    /// The credit code of the body acted for: staff's own body, or the legal person that an agent stands for.
    public let body: String?

    public init(kind: Kind, id: String, name: String, capacity: String, body: String? = nil) {
        (self.kind, self.id, self.name, self.capacity, self.body) = (kind, id, name, capacity, body)
    }

    public static let anonymous = Actor(kind: .anonymous, id: "", name: "", capacity: "visitor")

    public static func system(_ name: String) -> Actor { Actor(kind: .system, id: name, name: name, capacity: "system") }
}
