import Cases
import Kernel

/// Steps as somebody takes them who has before him the case as it is now: for tests that are about something else.
extension Cases {
    public func accept(_ id: ID<Case>, by actor: CaseActor) async throws -> Case {
        try await accept(id, seen: seen(id, for: .accept, by: actor), by: actor)
    }

    public func declineToAccept(_ id: ID<Case>, reason: String, by actor: CaseActor) async throws -> Case {
        try await declineToAccept(id, reason: reason, seen: seen(id, for: .declineToAccept, by: actor), by: actor)
    }

    public func requestCorrection(_ id: ID<Case>, _ points: [Correction.Point], by actor: CaseActor) async throws -> Case {
        try await requestCorrection(id, points, seen: seen(id, for: .requestCorrection, by: actor), by: actor)
    }

    public func supplyCorrection(
        _ id: ID<Case>, materials: [CaseMaterial], values: [String: JSON] = [:], from draft: Draft? = nil, by actor: CaseActor
    ) async throws -> Case {
        let revision = try await find(id, in: .platform).revision
        return try await supplyCorrection(id, materials: materials, values: values, from: draft, seen: revision, by: actor)
    }

    /// - Parameter work: which of several work items that he has.
    public func pass(_ id: ID<Case>, opinion: String, work: Int? = nil, by actor: CaseActor) async throws -> Case {
        try await pass(id, opinion: opinion, seen: seen(id, for: .pass, work: work, by: actor), by: actor)
    }

    /// - Parameter work: which of several work items that he has.
    public func complete(_ id: ID<Case>, outcome: String, opinion: String, work: Int? = nil, by actor: CaseActor) async throws -> Case {
        let seen = try await seen(id, for: CaseEvent(outcome: outcome), work: work, by: actor)
        return try await complete(id, outcome: outcome, opinion: opinion, seen: seen, by: actor)
    }

    public func sendBack(_ id: ID<Case>, to target: String, reason: String, by actor: CaseActor) async throws -> Case {
        try await sendBack(id, to: target, reason: reason, seen: seen(id, for: .sendBack(to: target), by: actor), by: actor)
    }

    public func grant(_ id: ID<Case>, opinion: String, by actor: CaseActor) async throws -> Case {
        try await grant(id, opinion: opinion, seen: seen(id, for: .grant, by: actor), by: actor)
    }

    public func refuse(_ id: ID<Case>, reason: String, by actor: CaseActor) async throws -> Case {
        try await refuse(id, reason: reason, seen: seen(id, for: .refuse, by: actor), by: actor)
    }

    public func suspend(_ id: ID<Case>, kind: String, reason: String, by actor: CaseActor) async throws -> Case {
        try await suspend(id, kind: kind, reason: reason, seen: find(id, in: .platform).revision, by: actor)
    }

    public func resume(_ id: ID<Case>, opinion: String, by actor: CaseActor) async throws -> Case {
        try await resume(id, opinion: opinion, seen: find(id, in: .platform).revision, by: actor)
    }

    public func withdraw(_ id: ID<Case>, by actor: CaseActor) async throws -> Case {
        try await withdraw(id, seen: find(id, in: .platform).revision, by: actor)
    }

    /// The case as it is, and the work item that the actor would mean; somebody else's when he has none, since he may try.
    public func seen(_ id: ID<Case>, for event: CaseEvent, work: Int? = nil, by actor: CaseActor) async throws -> Seen {
        let record = try await find(id, in: .platform), tasks = try await tasks(of: record)
        let fit = tasks.filter { $0.takes(event) }
        let task = fit.first { CasePolicy.mayDo(event, at: $0, on: record, by: actor) } ?? fit.first
            ?? tasks.first { CasePolicy.holds($0, of: record, actor) } ?? tasks.first
        return Seen(revision: record.revision, work: work ?? task?.work ?? 0)
    }
}
