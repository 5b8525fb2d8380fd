import Kernel
import Ledger
import Storage

/// Who stands before whom at a window. A clerk sees a person whom he has found by the full number, for a day; whoever he didn't find isn't
/// there. It changes nothing official, so it is written past the ledger, as sessions are.
extension Identity {
    /// Notes that this clerk has found this person.
    public func present(_ person: ID<Account>, to clerk: Actor) async throws {
        let now = clock.now
        try await database.write { try VisitStore.put(person, before: clerk.id, at: now, over: now - Self.visitLasts, $0) }
    }

    /// The person, if this clerk has found him within the day.
    public func visitor(_ person: ID<Account>, of clerk: Actor) async throws -> Account? {
        let since = clock.now - Self.visitLasts
        return try await ledger.read { [accounts] tx in
            guard try VisitStore.has(person, before: clerk.id, since: since, tx) else { return nil }
            return try accounts.find(person, tx).flatMap { $0.kind == .person ? $0 : nil }
        }
    }

    private static let visitLasts = Duration.days(1)
}
