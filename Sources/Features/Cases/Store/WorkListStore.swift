import Kernel
import Storage

/// The lists that staff work from.
extension CaseStore {
    /// What waits for these roles within that sight, the most urgent first; pages by key.
    func waiting(
        for roles: [String], in scope: CaseScope, _ filter: WorkFilter, after: WorkKey?, limit: Int, _ tx: any Reading
    ) throws -> [Case] {
        let beyond: SQL = after.map { "AND (due_on, id) > (\($0.dueOn), \($0.id))" } ?? ""
        // One index range a role, each in the right order already; merged here, so that no role's list is read further than needed.
        return try roles
            .flatMap { role in
                try tx.rows("""
                    SELECT \(Self.columns) FROM cases WHERE \(scope.condition) AND waits_for = \(role) \(filter.condition) \(beyond)
                    ORDER BY due_on, id LIMIT \(limit)
                    """).map(Case.init)
            }
            .sorted { ($0.dueOn, $0.id) < ($1.dueOn, $1.id) }
            .prefix(limit)
            .map { $0 }
    }

    /// How many wait for these roles within that sight.
    func waitingCount(for roles: [String], in scope: CaseScope, _ filter: WorkFilter, _ tx: any Reading) throws -> Int {
        try tx.row("""
            SELECT COUNT(*) AS waiting FROM cases WHERE \(scope.condition) AND waits_for IN \(list: roles) \(filter.condition)
            """)?.get("waiting") ?? 0
    }
}

/// What of a work list is asked for; what is empty asks for all.
public struct WorkFilter: Sendable, Hashable {
    /// An item's code.
    public var item: String
    /// The beginning of a region's code.
    public var region: String
    public var source: Case.Source?

    public init(item: String = "", region: String = "", source: Case.Source? = nil) {
        (self.item, self.region, self.source) = (item, region, source)
    }

    var condition: SQL {
        let item: SQL = self.item.isEmpty ? "" : "AND item_code = \(self.item)"
        let region: SQL = self.region.isEmpty ? "" : "AND region >= \(self.region) AND region < \(self.region + "a")"
        let source: SQL = self.source.map { "AND source = \($0.rawValue)" } ?? ""
        return item + region + source
    }
}

/// Where a page of a work list begins: after this day and this case.
public struct WorkKey: Sendable, Hashable {
    public let dueOn: LocalDate
    public let id: ID<Case>

    public init(dueOn: LocalDate, id: ID<Case>) { (self.dueOn, self.id) = (dueOn, id) }

    /// `2026-10-09.01J...`, as an address carries it.
    public var text: String { "\(dueOn).\(id)" }

    public init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let day = LocalDate(parts[0]), let id = ID<Case>(parts[1]) else { return nil }
        self.init(dueOn: day, id: id)
    }
}
