import Kernel

/// Judges uploaded rows against the entries we have. Pure: what it lets stand is stored by the command.
struct ImportJudge<Row: Sendable, Entry: Identifiable & Equatable & Sendable>: Sendable where Entry.ID == String {
    private(set) var report = ImportReport()
    /// New and changed entries, in the order they were taken.
    private(set) var standing: [Entry] = []
    private var known: [String: Entry]
    private var drafts: [(row: ImportRow<Row>, entry: Entry)] = []

    /// Reads every row; one that cannot be read, or names an entry a second time, is refused at once.
    init(_ rows: [ImportRow<Row>], known: [Entry], read: (Row) throws -> Entry) {
        self.known = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
        var seen: Set<String> = []
        for row in rows {
            attempt(row) { judge in
                let entry = try read(row.content.get())
                guard seen.insert(entry.id).inserted else { throw Problem("import.twice", .conflict, ["code": entry.id]) }
                judge.drafts.append((row, entry))
            }
        }
    }

    /// Takes or refuses the waiting entries that are ripe, and tells how many those were.
    @discardableResult
    mutating func settle(where isRipe: (Entry, [String: Entry]) -> Bool, check: (Entry, [String: Entry]) throws -> Void) -> Int {
        let ripe = drafts.filter { isRipe($0.entry, known) }
        drafts.removeAll { isRipe($0.entry, known) }
        for draft in ripe {
            attempt(draft.row) { judge in
                try check(draft.entry, judge.known)
                judge.take(draft.entry)
            }
        }
        return ripe.count
    }

    private mutating func take(_ entry: Entry) {
        let before = known.updateValue(entry, forKey: entry.id)
        if before == nil { report.added += 1 } else if before == entry { report.unchanged += 1 } else { report.changed += 1 }
        if before != entry { standing.append(entry) }
    }

    private mutating func attempt(_ row: ImportRow<Row>, _ body: (inout Self) throws -> Void) {
        do { try body(&self) } catch {
            report.refuse(row.number, row.key, error as? Problem ?? Problem("import.unreadable", .invalid))
        }
    }
}
