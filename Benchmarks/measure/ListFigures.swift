import Cases
import Kernel
import Platform
import Storage

/// The first page of twenty of a work list, for clerks who see a city, a district and a region where nothing waits, and for an officer.
struct ListFigures {
    private let city: Platform

    init(_ city: Platform) { self.city = city }

    func print() async throws {
        let body = try await busiestBody()
        let lists: [(name: String, roles: [String], scope: CaseScope)] = [
            ("city", ["window"], .region(prefix: "4102")), ("district", ["window"], .region(prefix: "410202")),
            ("empty_district", ["window"], .region(prefix: "410299")), ("body", ["officer", "chief"], .body(body)),
        ]
        for list in lists {
            let page = try await percentile99(of: 200) { _ in _ = try await city.cases.workList(list.roles, in: list.scope) }
            city.figure("list_\(list.name)_p99", page, "ms", reference: 10)
            let waiting = try await city.cases.workCount(list.roles, in: list.scope)
            let counting = try await percentile99(of: 50) { _ in _ = try await city.cases.workCount(list.roles, in: list.scope) }
            city.figure("list_\(list.name)_count_of_\(waiting)_p99", counting, "ms", reference: 10)
        }
    }

    /// Whose officers have the longest list.
    private func busiestBody() async throws -> String {
        let row = try await city.database.read {
            try $0.row("SELECT body FROM cases WHERE waits_for = 'officer' GROUP BY body ORDER BY COUNT(*) DESC LIMIT 1")
        }
        return try row?.get("body") ?? ""
    }
}
