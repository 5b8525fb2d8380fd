import Storage

extension Connection {
    /// `EXPLAIN QUERY PLAN` says, for each table: `SCAN act`, `SCAN act USING INDEX act_id`, `SEARCH act USING INDEX act_id
    /// (id=?)`.
    func plan(_ sql: SQL) throws -> [PlanStep] {
        let details = try rows("EXPLAIN QUERY PLAN \(sql)").map { try $0.get("detail", as: String.self) }
        let tables = try Set(rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { try $0.get("name", as: String.self) })
        return details.compactMap { PlanStep(detail: $0.split(separator: " ").map(String.init), of: sql.text, tables: tables) }
    }
}

extension PlanStep {
    /// `nil` for lines that are not about a table: sub-queries, sorting, constants.
    fileprivate init?(detail words: [String], of text: String, tables: Set<String>) {
        guard words.count > 1, ["SCAN", "SEARCH"].contains(words[0]) else { return nil }
        guard let table = tables.contains(words[1]) ? words[1] : Self.table(called: words[1], in: text, of: tables) else { return nil }
        let index = words.firstIndex(of: "INDEX").flatMap { words.dropFirst($0 + 1).first }
        let access: Access = words[0] == "SEARCH" ? .indexSearch : index == nil ? .fullScan : .indexWalk
        self.init(table, access, index: index)
    }

    /// SQLite names a table by its alias: `FROM cases AS c` or `FROM cases c`.
    private static func table(called alias: String, in text: String, of tables: Set<String>) -> String? {
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.filter { $0.uppercased() != "AS" }
        return zip(words, words.dropFirst()).first { tables.contains(String($0)) && $1 == alias }.map { String($0.0) }
    }
}
