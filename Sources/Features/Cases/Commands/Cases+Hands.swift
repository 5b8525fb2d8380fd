import Catalogue
import Kernel
import Ledger

/// What else may be done with a step than what the law has a name for.
extension Cases {
    /// The step's work is done, with an opinion that it offers: `pass`, `reject`, `inspect` ...; those that mean something to the law too.
    /// - Throws: `case.step_refused` when the step doesn't offer it.
    public func complete(
        _ id: ID<Case>, outcome: String, opinion: String, seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        let event = CaseEvent(outcome: outcome)
        // A correction says what it is about, point by point; it has a command of its own.
        guard event != .requestCorrection else { throw Problem("case.correction_empty", .invalid) }
        return try await step(event, on: id, .work(seen), opinion: event == .accept ? opinion : required(opinion), by: actor)
    }

    /// 退回: back to an earlier step; what came of it is undone, in whatever branches it is. Never before acceptance.
    /// - Parameter target: the step's element in the procedure.
    public func sendBack(
        _ id: ID<Case>, to target: String, reason: String, seen: Seen, by actor: CaseActor
    ) async throws -> Case {
        try await step(.sendBack(to: target), on: id, .work(seen), opinion: required(reason), by: actor)
    }
}
