import Kernel
import Ledger

/// A list that leaves the platform as a table.
public enum ExportedList: String, Sendable { case window, office, supervision }

/// Of whom a table is and when it was made: what every row of it carries.
public struct ExportMark: Sendable {
    public let id: ID<Act>
    public let who: String
    public let at: Timestamp
}

extension Cases {
    /// 导出: what was asked for, and how many rows there were, is on the ledger before the table goes out.
    /// - Parameter filter: codes and names of choices alone: acts are kept for ever.
    public func export(_ list: ExportedList, rows: Int, filter: [String: String], by actor: Actor) async throws -> ExportMark {
        let now = clock.now, id: ID<Act> = ID(at: now, random)
        let facts = filter.filter { !$0.value.isEmpty }.merging(["rows": "\(rows)"]) { $1 }
        let act = Act(id, "\(list.rawValue).exported", of: Subject("export", id), by: actor, at: now, facts: facts)
        return try await ledger.command { _ in Acted(ExportMark(id: id, who: actor.name, at: now), act) }
    }
}
