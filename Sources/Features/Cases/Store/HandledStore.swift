import Kernel
import Storage

/// What somebody has dealt with.
extension CaseStore {
    /// What this actor has taken a step in, the latest step first; pages by key.
    ///
    /// His steps are walked backwards by their index, and only as far as the page needs: of a case's steps the latest gives it its
    /// place, the others are passed over. Of somebody whose cases have gone out of his sight, by a change of post, a page may be short or
    /// even empty: after so many steps it ends where it has come to, and the next one goes on from there.
    func handled(by actor: String, in scope: CaseScope, before: HandledKey?, limit: Int, _ tx: any Reading) throws -> Page<HandledCase> {
        let stretch = 2 * limit
        var found: [HandledCase] = [], key = before
        for _ in 0..<Self.stretches {
            let steps = try steps(by: actor, before: key, limit: stretch, tx)
            found += try cases(of: steps, by: actor, in: scope, tx)
            if found.count > limit { return Page(found, limit: limit) { HandledKey(at: $0.at, id: $0.record.id).text } }
            guard steps.count == stretch else { return Page(found, next: nil) }
            key = steps.last
        }
        return Page(found, next: key?.text)
    }

    private static let stretches = 10

    private func steps(by actor: String, before: HandledKey?, limit: Int, _ tx: any Reading) throws -> [HandledKey] {
        let earlier: SQL = before.map { "AND (at, case_id) < (\($0.at), \($0.id))" } ?? ""
        return try tx.rows("""
            SELECT at, case_id FROM case_step WHERE actor_id = \(actor) \(earlier) ORDER BY at DESC, case_id DESC LIMIT \(limit)
            """).map { HandledKey(at: try $0.get("at"), id: try $0.get("case_id")) }
    }

    /// The cases within sight of which one of these steps is the actor's latest, in the order of the steps.
    private func cases(of steps: [HandledKey], by actor: String, in scope: CaseScope, _ tx: any Reading) throws -> [HandledCase] {
        let ids = Set(steps.map(\.id)).sorted()
        // Both are found by the cases' keys. What else is asked stands in a CASE, or the engine may think an index over all of an
        // actor's steps, or of a body's cases, the shorter way.
        let latest = try tx.rows("""
            SELECT case_id, MAX(at) AS last FROM case_step
            WHERE case_id IN \(list: ids) AND CASE WHEN actor_id = \(actor) THEN 1 ELSE 0 END = 1 GROUP BY case_id
            """).map { HandledKey(at: try $0.get("last"), id: try $0.get("case_id")) }
        let records = try tx.rows("""
            SELECT \(Self.columns) FROM cases
            WHERE id IN \(list: ids) AND CASE WHEN \(scope.condition) THEN 1 ELSE 0 END = 1
            """).map(Case.init)
        let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        var wanted = Set(latest)
        return steps.compactMap { step in
            guard wanted.remove(step) != nil, let record = byID[step.id] else { return nil }
            return HandledCase(record: record, at: step.at)
        }
    }
}

/// A case and when somebody last took a step in it.
public struct HandledCase: Sendable, Hashable {
    public let record: Case
    public let at: Timestamp
}

/// Where a page of what somebody has dealt with begins: before this instant and this case.
public struct HandledKey: Sendable, Hashable {
    public let at: Timestamp
    public let id: ID<Case>

    public init(at: Timestamp, id: ID<Case>) { (self.at, self.id) = (at, id) }

    /// `1790000000000.01J...`, as an address carries it.
    public var text: String { "\(at.milliseconds).\(id)" }

    public init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let at = Int64(parts[0]), let id = ID<Case>(parts[1]) else { return nil }
        self.init(at: Timestamp(milliseconds: at), id: id)
    }
}
