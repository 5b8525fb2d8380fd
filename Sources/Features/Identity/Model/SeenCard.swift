import Kernel
import Standards

/// What a clerk read off the identity card before him (身份证), having compared it with whoever showed it (人证一致). Without that
/// there is none: a number by itself proves nothing.
public struct SeenCard: Sendable {
    public let number: CitizenID
    public let name: String

    /// - Parameter isSeen: The clerk's own word that the card lies before him and is the person's.
    /// - Throws: `Problem.fields`: `name` `field.required` or `name.form`; `seen` `identity.card_not_seen`.
    public init(number: CitizenID, name: String, isSeen: Bool) throws {
        (self.number, self.name) = (number, name.trimmed)
        var faults: [FieldProblem] = []
        if let fault = PersonName.fault(in: self.name) { faults.append(FieldProblem("name", fault)) }
        if !isSeen { faults.append(FieldProblem("seen", "identity.card_not_seen")) }
        guard faults.isEmpty else { throw Problem.fields(faults) }
    }
}

/// Somebody stands at a clerk's counter and has been seen with his card. Only ``Identity`` makes one, of a ``SeenCard``; it holds for the
/// day and for that clerk.
public struct Visit: Sendable {
    public let person: Account
    public let clerk: Actor
    public let seenAt: Timestamp

    init(_ person: Account, clerk: Actor, seenAt: Timestamp) { (self.person, self.clerk, self.seenAt) = (person, clerk, seenAt) }
}
