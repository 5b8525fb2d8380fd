#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
import Kernel
import Storage

extension Stepping {
    func plan(_ sql: SQL) throws -> [PlanStep] {
        // Small tables, such as the part of a month that has just begun, are read whole whatever indexes there are.
        try scanning(allowed: false)
        let text = try row("EXPLAIN (FORMAT JSON) \(sql)")?.values.first.flatMap { String(column: $0) } ?? "[]"
        try scanning(allowed: true)
        let plans = try JSONDecoder().decode(JSON.self, from: Data(text.utf8)).array ?? []
        let partitions = try rows("""
            SELECT c.relname AS part, root.relname AS whole
            FROM pg_class c JOIN pg_class root ON root.oid = pg_partition_root(c.oid) WHERE c.relispartition AND c.relkind = 'r'
            """)
        let pairs = try partitions.map { try ($0.get("part", as: String.self), $0.get("whole", as: String.self)) }
        let wholes = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        return steps(of: plans.compactMap { $0.object?["Plan"] }, wholes)
    }

    private func scanning(allowed: Bool) throws {
        _ = try rows("SELECT set_config('enable_seqscan', \(allowed ? "on" : "off"), true) AS scanning")
    }

    /// Walks down the tree: what stands below a node, and then what stands beside it.
    private func steps(of roots: [JSON], _ wholes: [String: String]) -> [PlanStep] {
        var nodes = roots, steps: [PlanStep] = [], scanned: [String] = []
        while let node = nodes.popLast()?.object {
            nodes += (node["Plans"]?.array ?? []).reversed()
            let table = node["Relation Name"]?.string.map { wholes[$0] ?? $0 }
            if let step = PlanStep(node, table: table, bitmaps: &scanned) { steps.append(step) }
        }
        return steps
    }
}

extension PlanStep {
    /// A bitmap of rows is made by a node below the one that names the table.
    fileprivate init?(_ node: [String: JSON], table: String?, bitmaps: inout [String]) {
        let kind = node["Node Type"]?.string ?? "", index = node["Index Name"]?.string
        if kind == "Bitmap Heap Scan", let table { bitmaps.append(table) }
        switch (kind, table) {
        case ("Seq Scan", let table?), ("Sample Scan", let table?): self.init(table, .fullScan)
        case ("Index Scan", let table?), ("Index Only Scan", let table?):
            self.init(table, node["Index Cond"] == nil ? .indexWalk : .indexSearch, index: index)
        case ("Bitmap Index Scan", _):
            guard let table = bitmaps.last else { return nil }
            self.init(table, node["Index Cond"] == nil ? .indexWalk : .indexSearch, index: index)
        default: return nil
        }
    }
}
