import Kernel

/// A condition over answers as rows of a table: it holds when all cells of any one row do.
struct AnswerRows {
    /// What one question may be answered.
    struct Cell {
        let values: Set<String>
        /// Whether the values are those that may not be answered; no answer is none of them.
        let isExcluding: Bool

        /// As a test of FEEL.
        var test: String {
            let list = values.sorted().map(Self.quoted).joined(separator: ", ")
            return values.isEmpty ? "-" : isExcluding ? "not(\(list))" : list
        }

        private static func quoted(_ text: String) -> String { (try? JSONText.encode(JSON.string(text))) ?? "\"\"" }

        func and(_ other: Cell) -> Cell {
            switch (isExcluding, other.isExcluding) {
            case (true, true): Cell(values: values.union(other.values), isExcluding: true)
            case (true, false): Cell(values: other.values.subtracting(values), isExcluding: false)
            case (false, true): Cell(values: values.subtracting(other.values), isExcluding: false)
            case (false, false): Cell(values: values.intersection(other.values), isExcluding: false)
            }
        }
    }

    let rows: [[String: Cell]]

    static let always = AnswerRows(rows: [[:]])
    /// More than anybody has written; a condition that needs more always holds, which asks for too much rather than too little.
    private static let limit = 200

    private init(rows: [[String: Cell]]) { self.rows = rows }

    init(_ condition: JSON) { self = Self.read(condition, isNegated: false, depth: 32) ?? .always }

    /// `nil` for what is no condition, or takes too many rows.
    private static func read(_ condition: JSON, isNegated: Bool, depth: Int) -> AnswerRows? {
        guard depth > 0, let members = condition.object else { return nil }
        if let question = members["question"]?.string, let values = members["in"]?.array {
            let cell = Cell(values: Set(values.compactMap(\.string)), isExcluding: isNegated)
            return AnswerRows(rows: cell.values.isEmpty && !isNegated ? [] : [[question: cell]])
        }
        if let negated = members["not"] { return read(negated, isNegated: !isNegated, depth: depth - 1) }
        guard let parts = members["all"]?.array ?? members["any"]?.array else { return nil }
        let read = parts.compactMap { Self.read($0, isNegated: isNegated, depth: depth - 1) }
        guard read.count == parts.count else { return nil }
        // Not all is any that isn't.
        let isAny = (members["all"] == nil) != isNegated
        let rows = isAny ? read.flatMap(\.rows) : product(read)
        return rows.count > limit ? nil : AnswerRows(rows: rows)
    }

    private static func product(_ parts: [AnswerRows]) -> [[String: Cell]] {
        parts.reduce([[:]]) { rows, part in
            guard rows.count <= limit else { return rows }
            return rows.flatMap { row in part.rows.map { row.merging($0) { $0.and($1) } } }
                .filter { $0.values.allSatisfy { $0.isExcluding || !$0.values.isEmpty } }
        }
    }
}
