import Kernel
import Storage

/// The lists that staff work from: one row an open work item, so that branches of a procedure that are open at once stand there each.
extension CaseStore {
    static let taskColumns: SQL = "case_id, work, element, stage, role, assignee, body, region, item_code, source, due_on, held"

    /// Writes the open work items of a case in the place of those that were open before.
    func replace(_ tasks: [CaseTask], of record: Case, _ tx: any Transaction) throws {
        try tx.send("DELETE FROM case_task WHERE case_id = \(record.id)")
        try insert(tasks, of: record, tx)
    }

    func insert(_ tasks: [CaseTask], of record: Case, _ tx: any Transaction) throws {
        guard !tasks.isEmpty else { return }
        try tx.send("INSERT INTO case_task (\(Self.taskColumns)) VALUES \(joined: rows(of: tasks, record), by: ", ")")
    }

    func rows(of tasks: [CaseTask], _ record: Case) -> [SQL] {
        tasks.map { task in
            """
            (\(record.id), \(task.work), \(task.element), \(task.stage), \(task.role), \(task.assignee), \(record.body), \(record.region),
                \(record.itemCode), \(record.source.rawValue), \(record.dueOn), \(task.isHeld ? 1 : 0))
            """
        }
    }

    /// What waits for these roles within that sight, the most urgent first; pages by key.
    func waiting(
        for roles: [String], in scope: CaseScope, _ filter: WorkFilter, after: WorkKey?, limit: Int, _ tx: any Reading
    ) throws -> [WaitingCase] {
        let beyond: SQL = after.map { "AND (due_on, case_id, work) > (\($0.dueOn), \($0.id), \($0.work))" } ?? ""
        // One index range a role, each in the right order already; merged here, so that no role's list is read further than needed.
        let items = try roles
            .flatMap { role in
                try tx.rows("""
                    SELECT case_id, work, element, due_on, assignee FROM case_task
                    WHERE \(scope.condition) AND role = \(role) \(filter.condition) \(beyond) ORDER BY due_on, case_id, work LIMIT \(limit)
                    """)
            }
            .map(WorkRow.init).sorted { $0.key < $1.key }.prefix(limit)
        let ids = Set(items.map(\.key.id)).sorted()
        guard !ids.isEmpty else { return [] }
        let records = try tx.rows("SELECT \(Self.columns) FROM cases WHERE id IN \(list: ids)").map(Case.init)
        let byID = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
        return items.compactMap { item in
            byID[item.key.id].map { WaitingCase(record: $0, work: item.key.work, element: item.element, assignee: item.assignee) }
        }
    }

    /// How many work items wait for these roles within that sight.
    func waitingCount(for roles: [String], in scope: CaseScope, _ filter: WorkFilter, _ tx: any Reading) throws -> Int {
        try tx.row("""
            SELECT COUNT(*) AS waiting FROM case_task WHERE \(scope.condition) AND role IN \(list: roles) \(filter.condition)
            """)?.get("waiting") ?? 0
    }
}

/// A row of a work list before its case is read.
private struct WorkRow {
    let key: WorkKey
    let element: String
    let assignee: String?

    init(_ row: Row) throws {
        key = WorkKey(dueOn: try row.get("due_on"), id: try row.get("case_id"), work: try row.get("work"))
        (element, assignee) = (try row.get("element"), try row.find("assignee"))
    }
}

/// A case on a work list, for the sake of one of its open work items (待办).
public struct WaitingCase: Sendable, Hashable {
    public let record: Case
    public let work: Int
    /// The step, by its element in the procedure.
    public let element: String
    public let assignee: String?

    public var id: ID<Case> { record.id }
    var key: WorkKey { WorkKey(dueOn: record.dueOn, id: record.id, work: work) }
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

/// Where a page of a work list begins: after this day, this case and this work item.
public struct WorkKey: Sendable, Hashable, Comparable {
    public let dueOn: LocalDate
    public let id: ID<Case>
    public let work: Int

    public init(dueOn: LocalDate, id: ID<Case>, work: Int) { (self.dueOn, self.id, self.work) = (dueOn, id, work) }

    public static func < (one: WorkKey, other: WorkKey) -> Bool {
        (one.dueOn, one.id, one.work) < (other.dueOn, other.id, other.work)
    }

    /// `2026-10-09.01J....2`, as an address carries it.
    public var text: String { "\(dueOn).\(id).\(work)" }

    public init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 3, let day = LocalDate(parts[0]), let id = ID<Case>(parts[1]), let work = Int(parts[2]) else { return nil }
        self.init(dueOn: day, id: id, work: work)
    }
}
